package dev.observatory.bench.graph;

import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * The operations that a JVM library must support to be compared: values, derived nodes and listeners.
 *
 * @param <N> the type of nodes
 */
interface ForeignGraph<N> {
    N value(int initial);

    N map(N input, IntUnaryOperator function);

    N combine(List<N> inputs, int identity, IntBinaryOperator fold);

    void effect(N node);

    void set(N value, int number);

    int get(N node);
}
