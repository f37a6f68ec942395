package dev.observatory.bench.graph;

import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * What a library for the JVM has to offer to take part: values, what is derived from them, and somebody who hears of every
 * change.
 *
 * @param <N> its nodes
 */
interface ForeignGraph<N> {
    N value(int initial);

    N map(N input, IntUnaryOperator function);

    N combine(List<N> inputs, int identity, IntBinaryOperator fold);

    void effect(N node);

    void set(N value, int number);

    int get(N node);
}
