package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.NamedObserver;
import dev.observatory.hook.ObserverErrors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Code that runs when created, and again whenever something changed that it read.
 *
 * <pre>{@code
 * Value<String> name = Value.of("Vega");
 * try (Effect effect = Effect.of(() -> show(name.get()))) {
 *     name.set("Deneb"); // shown before set returns
 * }
 * }</pre>
 *
 * <p>Effects run on the thread that wrote, after the write or the batch is over and observers of {@link Node#updated()}
 * were told, in the order in which the change reaches them, without any lock. While one thread is running effects, what
 * others write is added to its work. An effect reads the newest state; if that changes while it runs, it runs once more. It
 * may write, and what it writes is seen at once. What it throws goes to {@link ObserverErrors}; it goes on to run, and others
 * never notice. Until it is closed, what it read holds it.
 */
public final class Effect extends Reaction implements AutoCloseable, NamedObserver {
    private final Runnable body;

    /** What few effects have. */
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
     * Creates an effect in the shared graph and runs it; inside a batch, when that is over.
     *
     * @param body what to do; it runs again when something changed that it read the last time
     * @return the effect, to be closed
     * @throws NullPointerException if {@code body} is null
     * @throws IllegalStateException if a derived node creates it while computing
     */
    public static Effect of(Runnable body) {
        return of(Graph.shared(), body);
    }

    /**
     * As {@link #of(Runnable)}, in a graph.
     *
     * @param graph the graph of the nodes that it reads
     * @param body what to do
     * @return the effect, to be closed
     * @throws NullPointerException if an argument is null
     * @throws IllegalStateException if a derived node creates it while computing
     */
    public static Effect of(Graph graph, Runnable body) {
        requireNonNull(graph, "graph");
        requireNonNull(body, "body");
        return started(new Effect(graph.engine, self -> body));
    }

    /**
     * As {@link #of(Runnable)}, with a body that knows its effect, to {@link #onCleanup clean up} or to {@link #close} it.
     *
     * @param body what to do
     * @return the effect, to be closed
     * @throws NullPointerException if {@code body} is null
     * @throws IllegalStateException if a derived node creates it while computing
     */
    public static Effect of(Consumer<? super Effect> body) {
        return of(Graph.shared(), body);
    }

    /**
     * As {@link #of(Consumer)}, in a graph.
     *
     * @param graph the graph of the nodes that it reads
     * @param body what to do
     * @return the effect, to be closed
     * @throws NullPointerException if an argument is null
     * @throws IllegalStateException if a derived node creates it while computing
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
     * Has something done before the next run, or when the effect is closed; meant for the effect's own body.
     *
     * @param cleanup what to do; of several, the last comes first
     * @throws NullPointerException if {@code cleanup} is null
     */
    public void onCleanup(Runnable cleanup) {
        requireNonNull(cleanup, "cleanup");
        Runnable before = notes().cleanup;
        notes().cleanup = before == null
                ? cleanup
                : () -> {
                    guard(cleanup);
                    before.run();
                };
    }

    /**
     * Gives it a name for messages.
     *
     * @param name what to call it
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

    /** Stops it: it never runs again, and nothing holds it any more. Its cleanups run. */
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
     * Whether it would still run.
     *
     * @return whether it was not closed yet
     */
    public boolean isOpen() {
        return !is(CLOSED);
    }

    /**
     * What messages call this effect.
     *
     * @return the name; if none was given, its type and a number
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

    /** Cleans up after the last run and does the next. */
    void act() {
        if (notes != null) {
            clean();
        }
        try {
            body.run();
        } catch (Throwable failure) {
            ObserverErrors.report("effects", this, failure);
        }
    }

    private void clean() {
        Notes present = notes;
        if (present == null) {
            return;
        }
        Runnable cleanup = present.cleanup;
        if (cleanup != null) {
            present.cleanup = null;
            engine.untracked(() -> {
                guard(cleanup);
                return cleanup;
            });
        }
    }

    private void guard(Runnable work) {
        try {
            work.run();
        } catch (Throwable failure) {
            ObserverErrors.report("cleanups of effects", this, failure);
        }
    }
}
