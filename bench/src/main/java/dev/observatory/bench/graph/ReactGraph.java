package dev.observatory.bench.graph;

import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import org.reactfx.value.Val;
import org.reactfx.value.Var;

/** ReactFX: {@code Var} and {@code Val}. */
final class ReactGraph implements ForeignGraph<Val<Integer>> {
    private int seen;

    @Override
    public Val<Integer> value(int initial) {
        return Var.newSimpleVar(initial);
    }

    @Override
    public Val<Integer> map(Val<Integer> input, IntUnaryOperator function) {
        return Val.map(input, function::applyAsInt);
    }

    @Override
    public Val<Integer> combine(List<Val<Integer>> inputs, int identity, IntBinaryOperator fold) {
        Val<Integer> result = Val.map(inputs.get(0), first -> fold.applyAsInt(identity, first));
        for (Val<Integer> input : inputs.subList(1, inputs.size())) {
            result = Val.combine(result, input, fold::applyAsInt);
        }
        return result;
    }

    @Override
    public void effect(Val<Integer> node) {
        node.observeChanges((where, before, after) -> seen = after);
        seen = node.getValue();
    }

    @Override
    public void set(Val<Integer> value, int number) {
        ((Var<Integer>) value).setValue(number);
    }

    @Override
    public int get(Val<Integer> node) {
        return node.getValue();
    }
}
