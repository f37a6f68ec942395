package dev.observatory.runtime;

import static java.util.Objects.requireNonNull;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Notifies listeners of the completion of the program's stages, through one dependent per stage, however many listeners a stage
 * has. A stage that is completed already notifies its listener on the calling thread.
 *
 * <p>Stages are foreign code: they may throw, return null, complete twice, on any thread or inside {@code whenComplete}. Nothing of
 * that reaches the caller or the thread that completes the stage, and each listener is notified at most once. Listeners are
 * strongly reachable from the stage only, at most {@value #MAX_LISTENERS} per stage, and no longer than they are of use. Safe from
 * any thread; no lock is held while stages or listeners are called.
 *
 * @hidden
 */
public final class StageListeners implements BiConsumer<@Nullable Object, @Nullable Throwable> {
    /** The maximum number of listeners of one stage. */
    public static final int MAX_LISTENERS = 1_000;

    /** Weak values: a listener may refer to its stage, and this map must not keep it reachable then. */
    private static final WeakIdentityMap<WeakReference<StageListeners>> PENDING = new WeakIdentityMap<>();

    /** Whether {@code whenComplete} is that of the JDK, by class. */
    private static final ClassValue<Boolean> COMPLETES_LIKE_JDK = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            try {
                return CompletableFuture.class.isAssignableFrom(type)
                        && type.getMethod("whenComplete", BiConsumer.class).getDeclaringClass()
                                == CompletableFuture.class;
            } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
                return false; // Then the program's own method is called, which is right in any case.
            }
        }
    };

    // Guarded by this object; both null after the stage has completed.
    private @Nullable List<Listener> listeners;
    private @Nullable CompletionStage<?> stage;

    private StageListeners(CompletionStage<?> stage, Listener first) {
        this.stage = stage;
        this.listeners = new ArrayList<>(2);
        this.listeners.add(first);
    }

    /** Initializes this class early: the first stage may be returned when the stack is nearly exhausted. */
    public static void prepare() {}

    /** The outcome of adding a listener. */
    public enum Outcome {
        /** The listener is or was notified. */
        ADDED,
        /** The stage does not accept a dependent. */
        REFUSED,
        /** The stage has as many listeners as one may have. */
        FULL
    }

    /** A listener for the completion of one stage. */
    public interface Listener {

        /**
         * Called once when the stage has completed, on the thread that completes it. Must not throw.
         *
         * @param value the value; null after a failure
         * @param failure the exception, without the {@link CompletionException} that the JDK wraps it in; null after success
         */
        void stageCompleted(@Nullable Object value, @Nullable Throwable failure);

        /**
         * Returns whether the completion is still of interest. Called on any thread under a lock; must not call foreign code.
         *
         * @return false if the listener may be released without being notified
         */
        boolean isOfUse();

        /**
         * Calls methods of the program so that no observer is notified of the calls inside, which the program has not made.
         *
         * @param foreign what to call; may throw
         */
        void quietly(Runnable foreign);
    }

    /**
     * Adds a listener to a stage.
     *
     * @param stage the stage; held weakly
     * @param listener notified once, possibly before this method returns
     * @return whether it was added or notified
     */
    public static Outcome add(CompletionStage<?> stage, Listener listener) {
        requireNonNull(listener, "listener");
        WeakReference<StageListeners> known = PENDING.get(stage);
        StageListeners present = known == null ? null : known.get();
        if (present != null) {
            Outcome outcome = present.tryAdd(listener);
            if (outcome != null) {
                return outcome;
            }
        }
        StageListeners begun = new StageListeners(stage, listener);
        if (!begun.attachTo(stage, listener)) {
            return Outcome.REFUSED;
        }
        begun.register(stage);
        return Outcome.ADDED;
    }

    /** Releases the listeners that are of no use any more. Takes time in proportion to the number of stages with listeners. */
    public static void releaseUseless() {
        for (WeakReference<StageListeners> reference : PENDING.values()) {
            StageListeners pending = reference.get();
            if (pending != null) {
                pending.removeUseless();
            }
        }
    }

    /** Adds a listener; returns null if the stage has completed. */
    private synchronized @Nullable Outcome tryAdd(Listener listener) {
        List<Listener> present = listeners;
        if (present == null) {
            return null;
        }
        if (present.size() >= MAX_LISTENERS) {
            present.removeIf(other -> !other.isOfUse());
            if (present.size() >= MAX_LISTENERS) {
                return Outcome.FULL;
            }
        }
        present.add(listener);
        return Outcome.ADDED;
    }

    private synchronized void removeUseless() {
        if (listeners != null) {
            listeners.removeIf(listener -> !listener.isOfUse());
        }
    }

    /** Adds the dependent; returns false if that fails before the listener was notified. */
    private boolean attachTo(CompletionStage<?> target, Listener first) {
        try {
            return attach(target, first);
        } catch (Throwable refused) {
            return takeAll().isEmpty();
        }
    }

    /** Lets later listeners find this dependent. Two threads may both have added one: then a stage has two. */
    private synchronized void register(CompletionStage<?> pending) {
        if (listeners != null) {
            PENDING.put(pending, new WeakReference<>(this));
        }
    }

    /**
     * Adds the dependent; returns false if it is refused. Without calling a method of the program where possible: {@code whenComplete} calls
     * {@code newIncompleteFuture}, which subclasses override, and {@code anyOf} of two futures does not. A future with a {@code whenComplete}
     * of its own is polled.
     */
    private boolean attach(CompletionStage<?> target, Listener first) {
        if (target.getClass() == CompletableFuture.class) {
            CompletionStage<?> unused = target.whenComplete(this);
        } else if (!(target instanceof CompletableFuture<?> future)) {
            first.quietly(() -> {
                CompletionStage<?> unused = target.whenComplete(this);
            });
        } else if (COMPLETES_LIKE_JDK.get(target.getClass())) {
            CompletableFuture<?> unused =
                    CompletableFuture.anyOf(future, new CompletableFuture<>()).whenComplete(this);
        } else {
            return FuturePoll.begin(future, this, first);
        }
        return true;
    }

    /** Returns whether a listener is of use; if not, the stage need not be followed any longer. */
    synchronized boolean isOfUse() {
        return listeners != null && listeners.stream().anyMatch(Listener::isOfUse);
    }

    private synchronized List<Listener> takeAll() {
        List<Listener> all = listeners;
        listeners = null;
        if (stage != null) {
            PENDING.remove(stage);
            stage = null;
        }
        return all == null ? List.of() : all;
    }

    @Override
    public void accept(@Nullable Object value, @Nullable Throwable thrown) {
        List<Listener> all = takeAll();
        if (!all.isEmpty()) {
            Throwable failure = unwrapped(thrown);
            for (Listener listener : all) {
                listener.stageCompleted(failure == null ? value : null, failure);
            }
        }
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable thrown) {
        if (thrown instanceof CompletionException) {
            try {
                Throwable cause = thrown.getCause();
                return cause == null ? thrown : cause;
            } catch (Throwable overridden) {
                return thrown;
            }
        }
        return thrown;
    }
}
