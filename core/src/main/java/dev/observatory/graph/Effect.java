package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.NamedObserver;
import dev.observatory.hook.ObserverErrors;
import java.util.concurrent.Executor;
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
 * while it runs, it runs once more. It may write, and its writes are visible at once. Until it is closed, the nodes that it
 * read refer to it. With {@link #on}, an effect runs on an executor instead.
 *
 * <p>What an effect or a cleanup throws, errors of the virtual machine included, goes to {@link ObserverErrors}; the effect
 * still runs at later changes of what it read up to then, or in the run before if it failed before it read anything, and others
 * are not affected. An effect that reads a node which cannot be computed depends on it all the same.
 *
 * <p>An effect that is created by the body of another one in the same graph belongs to that one: it is closed before the
 * next run, and when the other effect is closed. Effects that are created in {@link Graph#untracked} or in a cleanup do not
 * belong to any. An {@link EffectScope} owns effects that are created elsewhere.
 */
public final class Effect extends Reaction implements AutoCloseable, NamedObserver {
    private final Runnable body;

    /** Data that only few effects have. */
    private @Nullable Notes notes;

    private static final class Notes {
        private @Nullable String name;

        /** What ends before the next run: cleanups, and effects that the body has created. */
        private final ClosingList parts = new ClosingList();

        /** The list that this effect is in. */
        private @Nullable ClosingList owner;

        private @Nullable Schedule schedule;
        private @Nullable ForeignReadException refusal;
    }

    private Effect(Engine engine, Function<Effect, Runnable> body) {
        super(engine, TRACKED | STARTING);
        this.body = body.apply(this);
    }

    /**
     * Creates an effect in the shared graph and runs it; inside a batch, at the end of the batch, since effects run without a
     * lock and see complete batches only.
     *
     * @param body the code to run; it runs again when a node that it read the last time has changed
     * @return the effect, to be closed
     * @throws NullPointerException if {@code body} is null
     * @throws IllegalStateException if the function of a derived node creates it while it computes, or if the body reads a node
     *     of another graph in its first run
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
     * @throws IllegalStateException if the function of a derived node creates it while it computes, or if the body reads a node
     *     of another graph in its first run
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
     * @throws IllegalStateException if the function of a derived node creates it while it computes, or if the body reads a node
     *     of another graph in its first run
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
     * @throws IllegalStateException if the function of a derived node creates it while it computes, or if the body reads a node
     *     of another graph in its first run
     */
    public static Effect of(Graph graph, Consumer<? super Effect> body) {
        requireNonNull(graph, "graph");
        requireNonNull(body, "body");
        return started(new Effect(graph.engine, self -> () -> body.accept(self)));
    }

    static Effect of(Executor executor, Graph graph, Function<Effect, Runnable> body) {
        Effect effect = new Effect(graph.engine, body);
        effect.notes().schedule = new Schedule(effect, executor);
        effect.raise(SCHEDULED);
        return started(effect);
    }

    private static Effect started(Effect effect) {
        boolean done = false;
        try {
            effect.start();
            ForeignReadException refused = effect.takeRefusal();
            if (refused != null) {
                throw refused;
            }
            done = true;
        } finally {
            if (!done) {
                effect.close(); // Nobody else could.
            }
        }
        return effect;
    }

    private void start() {
        engine.beginReaction();
        try {
            if (!isOwned()) {
                raise(CLOSED);
            } else if (is(SCHEDULED) || engine.batches.isOpen()) {
                stamp = ComputedNode.NEVER;
                raise(STALE);
                engine.reactions.queue(this);
            } else {
                runFirst();
            }
        } finally {
            engine.endWrite();
        }
    }

    /** Runs the body; in an observer, whose own writes are delayed, those of the body are not. The lock is held. */
    private void runFirst() {
        settle();
        boolean inObserver = engine.reactions.makeDelayedWrites();
        if (inObserver) {
            engine.reactions.setNotifying(false);
        }
        try {
            engine.reactions.run(this);
        } finally {
            if (inObserver) {
                engine.reactions.setNotifying(true);
            }
        }
    }

    /** Adds this effect to the scope or effect that is current, if any, and returns whether that is still open. */
    private boolean isOwned() {
        EffectScope scope = EffectScope.current();
        if (scope != null) {
            return add(scope.parts);
        }
        Effect around = engine.reactions.current();
        return around == null || (!around.is(CLOSED) && add(around.notes().parts));
    }

    private boolean add(ClosingList owner) {
        if (!owner.add(this, this::close)) {
            return false;
        }
        notes().owner = owner;
        return true;
    }

    private @Nullable ForeignReadException takeRefusal() {
        Notes present = notes;
        if (present == null || present.refusal == null) {
            return null;
        }
        ForeignReadException refused = present.refusal;
        present.refusal = null;
        return refused;
    }

    /**
     * Returns a builder of effects that run on an executor. All runs of such an effect are submitted to it, also the first one:
     *
     * <pre>{@code
     * Value<String> name = Value.of("Vega");
     * Effect shown = Effect.on(ForkJoinPool.commonPool()).of(() -> show(name.get()));
     * }</pre>
     *
     * <p>One run takes place at a time, and each reads the newest state: changes before a run begins lead to one run, and a
     * change during a run leads to one more. No run begins after {@link #close} has returned. An effect whose executor
     * rejects a run misses that change, which goes to {@link ObserverErrors}; it is submitted again at the next change. The
     * order of runs of several effects is that of the executor.
     *
     * <p>The nodes that the effect read are computed on the thread that wrote, to find out whether they have changed. For a
     * graph that is {@linkplain Graph#confined() confined}, the executor has to run tasks on the graph's thread.
     *
     * @param executor runs the bodies; called without any lock
     * @return the builder
     * @throws NullPointerException if {@code executor} is null
     */
    public static EffectBuilder on(Executor executor) {
        return new EffectBuilder(requireNonNull(executor, "executor"));
    }

    /**
     * Registers code that runs before the next run of this effect, or when it is closed; for use by the body of the
     * effect. Runs at once if the effect has been closed meanwhile, in the body or on another thread, so that nothing that the
     * body acquires is leaked. What it throws goes to {@link ObserverErrors}; the other cleanups still run.
     *
     * @param cleanup the code to run; of several, the last runs first
     * @throws NullPointerException if {@code cleanup} is null
     */
    public void onCleanup(Runnable cleanup) {
        requireNonNull(cleanup, "cleanup");
        if (!register(cleanup)) {
            engine.untracked(() -> {
                guard(cleanup);
                return cleanup;
            });
        }
    }

    /** Adds a cleanup unless this effect is closed; the lock orders the two. */
    private boolean register(Runnable cleanup) {
        engine.enter();
        try {
            return !is(CLOSED) && notes().parts.add(new Object(), cleanup);
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
     * Closes this effect: no run begins after this method has returned, no node refers to it any more, its cleanups run, and the
     * effects that it owns are closed. This holds wherever it is called: in the body, in a cleanup before the next run, in a
     * function that the effect reads, or on another thread, where a run that has begun is not interrupted.
     */
    @Override
    public void close() {
        ClosingList owner;
        engine.enter();
        try {
            retire();
            owner = notes == null ? null : notes.owner;
        } finally {
            engine.exit();
        }
        if (owner != null) {
            owner.remove(this);
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

    /**
     * Cleans up after the last run and runs the body.
     *
     * @return whether it has run to its end
     */
    boolean runBody(boolean first) {
        if (notes != null) {
            clean();
            if (isClosed()) {
                return true;
            }
        }
        if (first) {
            return runFirstBody();
        }
        try {
            body.run();
            return true;
        } catch (Throwable failure) {
            report("effects", failure);
            return false;
        }
    }

    private boolean runFirstBody() {
        Vertex outer = engine.beginFirstRun();
        try {
            body.run();
            return true;
        } catch (ForeignReadException refused) {
            notes().refusal = refused;
        } catch (Throwable failure) {
            report("effects", failure);
        } finally {
            engine.endFirstRun(outer);
        }
        return false;
    }

    /** Reports a refusal of the first run, if no caller waits for that. */
    void reportRefusal() {
        ForeignReadException refused = takeRefusal();
        if (refused != null) {
            report("effects", refused);
        }
    }

    /** Submits a run to the executor if something has changed. The lock is held. */
    void schedule() {
        bringAllUpToDate();
        if (detectChange()) {
            lower(STALE);
            engine.reactions.afterwards(requireNonNull(notes().schedule)::submit);
        } else {
            settle();
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

    /** Closes the parts of the last run, the last one first, so that each is closed once. */
    private void clean() {
        Notes present = notes;
        if (present == null) {
            return;
        }
        for (Runnable part : present.parts.takeAll()) {
            engine.untracked(() -> {
                guard(part);
                return part;
            });
        }
    }

    private void guard(Runnable work) {
        try {
            work.run();
        } catch (Throwable failure) {
            report("cleanups of effects", failure);
        }
    }

    /** Reports a failure; what observers of failures read is no dependency. */
    void report(String kind, Throwable failure) {
        engine.untracked(() -> {
            ObserverErrors.report(kind, this, failure);
            return kind;
        });
    }
}
