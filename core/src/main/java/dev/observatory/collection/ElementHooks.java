package dev.observatory.collection;

import dev.observatory.hook.Hook1;
import dev.observatory.hook.NamedObserver;
import dev.observatory.hook.Subscription;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Connects to a hook of each element of a list, and touches the element when it emits. */
final class ElementHooks<E extends @Nullable Object> implements Consumer<ListChange<E>>, NamedObserver {
    private final WeakReference<ObservableList<E>> list;
    private final Function<? super E, ? extends @Nullable Hook1<?>> hookOf;

    /** By element, compared by identity. */
    private final IdentityHashMap<E, Connected> connected = new IdentityHashMap<>();

    private boolean closed;

    private static final class Connected {
        final @Nullable Subscription subscription;
        int times = 1;

        Connected(@Nullable Subscription subscription) {
            this.subscription = subscription;
        }
    }

    private ElementHooks(ObservableList<E> list, Function<? super E, ? extends @Nullable Hook1<?>> hookOf) {
        this.list = new WeakReference<>(list);
        this.hookOf = hookOf;
    }

    static <E extends @Nullable Object> Subscription connect(
            ObservableList<E> list, ListCore<E> core, Function<? super E, ? extends @Nullable Hook1<?>> hookOf) {
        ElementHooks<E> hooks = new ElementHooks<>(list, hookOf);
        Subscription ofList = core.hooks().delivery.views().connect(hooks);
        try {
            hooks.addAll(core.snapshot());
        } catch (Throwable failure) {
            ofList.close();
            hooks.close();
            throw failure;
        }
        return new Subscription() {
            @Override
            public void close() {
                ofList.close();
                hooks.close();
            }

            @Override
            public boolean isOpen() {
                return ofList.isOpen();
            }
        };
    }

    @Override
    public void accept(ListChange<E> change) {
        if (change instanceof ListChange.Merged<E> merged) {
            Throwable failure = null;
            for (ListChange<E> part : merged.parts()) {
                try {
                    accept(part);
                } catch (Throwable thrown) {
                    failure = Failures.joined(failure, thrown);
                }
            }
            Failures.throwIfAny(failure);
        } else if (change instanceof ListChange.ItemSet<E> set) {
            // In this order, an element that was only touched stays connected.
            try {
                addAll(set.newValues());
            } finally {
                set.oldValues().forEach(this::remove);
            }
        } else if (change instanceof ListChange.Inserted<E> inserted) {
            addAll(inserted.elements());
        } else if (change instanceof ListChange.Removed<E> removed) {
            removed.elements().forEach(this::remove);
        } else if (change instanceof ListChange.Cleared<E> cleared) {
            cleared.elements().forEach(this::remove);
        }
    }

    private void addAll(List<E> elements) {
        Throwable failure = null;
        for (E element : elements) {
            try {
                add(element);
            } catch (Throwable thrown) {
                failure = Failures.joined(failure, thrown);
            }
        }
        Failures.throwIfAny(failure);
    }

    private void add(E element) {
        Connected present = connected.get(element);
        if (element == null || closed) {
            return;
        }
        if (present != null) {
            present.times++;
            return;
        }
        // Counted also if the function throws: a later removal must find it.
        connected.put(element, new Connected(null));
        Hook1<?> hook = hookOf.apply(element);
        ObservableList<E> target = list.get();
        if (hook != null && target != null && connected.containsKey(element)) {
            connected.put(element, new Connected(hook.with().weak(target).connect(new Touch<>(list, element)::accept)));
        }
    }

    private void remove(E element) {
        Connected present = connected.get(element);
        if (present != null && --present.times == 0) {
            connected.remove(element);
            close(present);
        }
    }

    private static void close(Connected present) {
        if (present.subscription != null) {
            present.subscription.close();
        }
    }

    private void close() {
        closed = true;
        List<Connected> all = new ArrayList<>(connected.values());
        connected.clear();
        all.forEach(ElementHooks::close);
    }

    @Override
    public String observerName() {
        return "touchWhen";
    }

    /** What the hook of one element calls. */
    private record Touch<E extends @Nullable Object>(WeakReference<ObservableList<E>> list, E element) {
        void accept(@Nullable Object emitted) {
            ObservableList<E> present = list.get();
            if (present == null) {
                return;
            }
            List<Integer> places = new ArrayList<>(1);
            for (int i = 0; i < present.size(); i++) {
                if (present.get(i) == element) {
                    places.add(i);
                }
            }
            if (places.size() == 1) {
                present.touch(places.get(0));
            } else if (!places.isEmpty()) {
                present.batch(() -> places.forEach(present::touch));
            }
        }
    }
}
