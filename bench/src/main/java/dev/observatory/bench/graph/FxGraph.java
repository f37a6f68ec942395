package dev.observatory.bench.graph;

import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.IntUnaryOperator;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.value.ObservableIntegerValue;

/** JavaFX: properties and bindings. */
final class FxGraph implements ForeignGraph<ObservableIntegerValue> {
    private int seen;

    @Override
    public ObservableIntegerValue value(int initial) {
        return new SimpleIntegerProperty(initial);
    }

    @Override
    public ObservableIntegerValue map(ObservableIntegerValue input, IntUnaryOperator function) {
        return Bindings.createIntegerBinding(() -> function.applyAsInt(input.get()), input);
    }

    @Override
    public ObservableIntegerValue combine(List<ObservableIntegerValue> inputs, int identity, IntBinaryOperator fold) {
        return Bindings.createIntegerBinding(
                () -> {
                    int result = identity;
                    for (ObservableIntegerValue input : inputs) {
                        result = fold.applyAsInt(result, input.get());
                    }
                    return result;
                },
                inputs.toArray(new Observable[0]));
    }

    @Override
    public void effect(ObservableIntegerValue node) {
        node.addListener((where, before, after) -> seen = after.intValue());
        seen = node.get();
    }

    @Override
    public void set(ObservableIntegerValue value, int number) {
        ((IntegerProperty) value).set(number);
    }

    @Override
    public int get(ObservableIntegerValue node) {
        return node.get();
    }
}
