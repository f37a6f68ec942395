package dev.observatory.collection;

import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps a view of what a function returns for each element of a list. */
final class MappedUpdate<S extends @Nullable Object, E extends @Nullable Object> extends ListUpdate<S, E> {
    private final Function<? super S, ? extends E> function;

    MappedUpdate(ListCore<E> view, List<S> content, Function<? super S, ? extends E> function) {
        super(view, content);
        this.function = function;
    }

    private @Nullable Object[] mapped(List<S> elements) {
        @Nullable Object[] mapped = new @Nullable Object[elements.size()];
        int i = 0;
        for (S element : elements) {
            mapped[i++] = function.apply(element);
        }
        return mapped;
    }

    @Override
    Write prepareAll() {
        @Nullable Object[] all = mapped(mirror);
        return () -> become(all);
    }

    @Override
    Write set(int index, List<S> elements) {
        @Nullable Object[] values = mapped(elements);
        return () -> view.deliver(view.overwrite(index, values));
    }

    @Override
    Write insert(int index, List<S> elements) {
        @Nullable Object[] values = mapped(elements);
        return () -> view.deliver(view.insertAll(index, values));
    }

    @Override
    Write remove(List<Integer> positions) {
        BitSet selected = new BitSet();
        positions.forEach(selected::set);
        return () -> view.deliver(view.remove(selected));
    }

    @Override
    Write reorder(int index, int[] positions) {
        return () -> view.deliver(view.arrange(index, positions));
    }

    @Override
    Write clear() {
        return () -> view.deliver(view.wipe());
    }
}
