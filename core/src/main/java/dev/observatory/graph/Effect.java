package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.NamedObserver;
import dev.observatory.hook.ObserverErrors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Code that runs when it is created, and again whenever something that it read has changed.
 *
 * <pre>{@code
 * Value<String> name = Value.of("Vega");
 * try (Effect effect = Effect.of(() -> show(name.get()))) {
 *     name.set("Deneb"); // shown before set returns
 * }
 * }</pre>
 *
 * <p>Effects run on the thread that wrote, after the write or the batch is complete and the observers of
 * {@link Node#updated()} have been notified, in the order in which the change reaches them, without any lock. While one
 * thread runs effects, the writes of others are added to its work. An effect reads the newest state; if that changes
 * while it runs, it runs once more. It may write, and its writes are visible at once. Its exceptions go to
 * {@link ObserverErrors}; the effect still runs at later changes, and others are not affected. Until it is closed, the
 * nodes that it read refer to it.
 */
public final class Effect extends Reaction implements AutoCloseable, NamedObserver {
    private final Runnable body;

    /** Data that only few effects have. */
    private @Nullable Notes notes;

    private static final class Notes {
        private @Nullable String name;
        private @Nullable Runnable cleanup;
    }

    private Effect(Engine engine, Function<Effect, Runnable> body) {
        super(engine, TRACKED);
        this.body = body.apply(this);
    }

    /**
     * Creates an effect in the shared graph and runs it; inside a batch, at the end of the batch.
     *
     * @param body the code to run; it runs again when a node that it read the last time has changed
     * @return the effect, to be closed
     * @throws NullPointerException if {@code body} is null
     * @throws IllegalStateException if the function of a derived node creates it while it computes
     */
    public static Effect of(Runnable body) {
        return of(Graph.shared(), body);
    }

    /**
     * Creates an effect in the given graph, like {@link #of(Runnable)}.
     *
     * @param graph the graph of the nodes that the body reads
     * @param body the code to run
     * @return the effect, to be closed
     * @throws NullPointerException if an argument is null
     * @throws IllegalStateException if the function of a derived node creates it while it computes
     */
    public static Effect of(Graph graph, Runnable body) {
        requireNonNull(graph, "graph");
        requireNonNull(body, "body");
        return started(new Effect(graph.engine, self -> body));
    }

    /**
     * Creates an effect like {@link #of(Runnable)} whose body receives the effect, to call {@link #onCleanup} or
     * {@link #close}.
     *
     * @param body the code to run
     * @return the effect, to be closed
     * @throws NullPointerException if {@code body} is null
     * @throws IllegalStateException if the function of a derived node creates it while it computes
     */
    public static Effect of(Consumer<? super Effect> body) {
        return of(Graph.shared(), body);
    }

    /**
     * Creates an effect in the given graph, like {@link #of(Consumer)}.
     *
     * @param graph the graph of the nodes that the body reads
     * @param body the code to run
     * @return the effect, to be closed
     * @throws NullPointerException if an argument is null
     * @throws IllegalStateException if the function of a derived node creates it while it computes
     */
    public static Effect of(Graph graph, Consumer<? super Effect> body) {
        requireNonNull(graph, "graph");
        requireNonNull(body, "body");
        return started(new Effect(graph.engine, self -> () -> body.accept(self)));
    }

    private static Effect started(Effect effect) {
        Engine engine = effect.engine;
        engine.beginReaction();
        try {
            if (engine.batches.isOpen()) {
                effect.stamp = ComputedNode.NEVER;
                effect.raise(STALE);
                engine.reactions.queue(effect);
            } else {
                effect.settle();
                engine.reactions.run(effect);
            }
        } finally {
            engine.endWrite();
        }
        return effect;
    }

    /**
     * Registers code that runs before the next run of this effect, or when it is closed; for use by the body of the
     * effect. Runs at once if the effect has been closed meanwhile, in the body or on another thread, so that nothing that the body
     * acquires is leaked. What it throws goes to {@link ObserverErrors}.
     *
     * @param cleanup the code to run; of several, the last runs first
     * @throws NullPointerException if {@code cleanup} is null
     */
    public void onCleanup(Runnable cleanup) {
        if (!register(requireNonNull(cleanup, "cleanup"))) {
            run(cleanup);
        }
    }

    /** Adds a cleanup unless this effect is closed; the lock orders the two. */
    private boolean register(Runnable cleanup) {
        engine.enter();
        try {
            if (is(CLOSED)) {
                return false;
            }
            Notes present = notes();
            Runnable before = present.cleanup;
            present.cleanup = before == null
                    ? cleanup
                    : () -> {
                        guard(cleanup);
                        before.run();
                    };
            return true;
        } finally {
            engine.exit();
        }
    }

    /**
     * Names this effect for messages.
     *
     * @param name the name
     * @return this effect
     * @throws NullPointerException if {@code name} is null
     */
    public Effect named(String name) {
        notes().name = requireNonNull(name, "name");
        return this;
    }

    private Notes notes() {
        Notes present = notes;
        if (present == null) {
            present = new Notes();
            notes = present;
        }
        return present;
    }

    /**
     * Closes this effect: no run begins after this method has returned, no node refers to it any more, and its cleanups run. This holds
     * wherever it is called: in the body, in a cleanup before the next run, in a function that the effect reads, or on another thread,
     * where a run that has begun is not interrupted.
     */
    @Override
    public void close() {
        engine.enter();
        try {
            retire();
        } finally {
            engine.exit();
        }
        clean();
    }

    /**
     * Returns whether this effect still runs.
     *
     * @return whether it has not been closed
     */
    public boolean isOpen() {
        return !is(CLOSED);
    }

    /**
     * Returns the name of this effect in messages.
     *
     * @return the name; by default, the type and a number
     */
    public String name() {
        return notes != null && notes.name != null
                ? notes.name
                : "Effect@" + Integer.toHexString(System.identityHashCode(this));
    }

    @Override
    public String observerName() {
        return name();
    }

    @Override
    public String toString() {
        return "effect [" + name() + "]";
    }

    /** Cleans up after the last run and runs the body. */
    void runBody() {
        if (notes != null) {
            clean();
            if (isClosed()) {
                return;
            }
        }
        try {
            body.run();
        } catch (Throwable failure) {
            ObserverErrors.report("effects", this, failure);
        }
    }

    private boolean isClosed() {
        engine.enter();
        try {
            return is(CLOSED);
        } finally {
            engine.exit();
        }
    }

    private void clean() {
        Runnable cleanup = takeCleanup();
        if (cleanup != null) {
            run(cleanup);
        }
    }

    /** Removes and returns the cleanups, so that each runs once. */
    private @Nullable Runnable takeCleanup() {
        engine.enter();
        try {
            Notes present = notes;
            Runnable cleanup = present == null ? null : present.cleanup;
            if (present != null) {
                present.cleanup = null;
            }
            return cleanup;
        } finally {
            engine.exit();
        }
    }

    private void run(Runnable cleanup) {
        engine.untracked(() -> {
            guard(cleanup);
            return cleanup;
        });
    }

    private void guard(Runnable work) {
        try {
            work.run();
        } catch (Throwable failure) {
            ObserverErrors.report("cleanups of effects", this, failure);
        }
    }
}
