package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Creates effects that run on an executor; returned by {@link Effect#on}. */
public final class EffectBuilder {
    private final Executor executor;

    EffectBuilder(Executor executor) {
        this.executor = executor;
    }

    /**
     * Creates an effect in the shared graph and submits its first run.
     *
     * @param body the code to run
     * @return the effect, to be closed
     * @throws NullPointerException if {@code body} is null
     * @throws IllegalStateException if the function of a derived node creates it while it computes
     */
    public Effect of(Runnable body) {
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
    public Effect of(Graph graph, Runnable body) {
        requireNonNull(graph, "graph");
        requireNonNull(body, "body");
        return Effect.of(executor, graph, self -> body);
    }

    /**
     * Creates an effect like {@link #of(Runnable)} whose body receives the effect, to call {@link Effect#onCleanup} or
     * {@link Effect#close}.
     *
     * @param body the code to run
     * @return the effect, to be closed
     * @throws NullPointerException if {@code body} is null
     * @throws IllegalStateException if the function of a derived node creates it while it computes
     */
    public Effect of(Consumer<? super Effect> body) {
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
    public Effect of(Graph graph, Consumer<? super Effect> body) {
        requireNonNull(graph, "graph");
        requireNonNull(body, "body");
        return Effect.of(executor, graph, self -> () -> body.accept(self));
    }
}
