package dev.observatory.graph;

import java.lang.invoke.VarHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A derived node whose inputs are the nodes that its function reads.
 *
 * @param <T> the type of the value
 */
final class TrackedDerived<T extends @Nullable Object> extends Derived<T> {
    TrackedDerived(Engine engine, Supplier<? extends T> function) {
        super(engine, TRACKED, function);
        VarHandle.releaseFence(); // However the reference reaches another thread, its state is visible there.
    }

    @Override
    @SuppressWarnings("unchecked")
    T evaluate() {
        return ((Supplier<? extends T>) function).get();
    }
}
