package dev.observatory.collection;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.HookOptions;
import org.jspecify.annotations.Nullable;

/** The hooks of one list. Created at the first access to one of them, so that a list without observers stays small. */
final class ListHooks<E extends @Nullable Object> {
    final EventHook<ListChange.ItemSet<E>> itemSet = new EventHook<>("ObservableList.itemSet");
    final EventHook<E> appended = new EventHook<>("ObservableList.appended");
    final EventHook<ListChange.Inserted<E>> inserted = new EventHook<>("ObservableList.inserted");
    final EventHook<E> popped = new EventHook<>("ObservableList.popped");
    final EventHook<ListChange.Removed<E>> removed = new EventHook<>("ObservableList.removed");
    final EventHook<ListChange.Inserted<E>> extended = new EventHook<>("ObservableList.extended");
    final EventHook<ListChange.Reordered<E>> orderReversed = new EventHook<>("ObservableList.orderReversed");
    final EventHook<ListChange.Reordered<E>> sorted = new EventHook<>("ObservableList.sorted");
    final EventHook<ListChange.Cleared<E>> cleared = new EventHook<>("ObservableList.cleared");
    final EventHook<ListChange<E>> changed;
    final Delivery<ListChange<E>> delivery;

    ListHooks() {
        this(HookOptions.named("ObservableList.changed"));
    }

    private ListHooks(HookOptions ofChanged) {
        changed = new EventHook<>(ofChanged);
        delivery = new Delivery<>(changed, ListChange.Merged::new);
    }

    /** Returns the hooks of a view, of which only {@link #changed} is public. */
    static <E extends @Nullable Object> ListHooks<E> ofView(Runnable onDemand) {
        return new ListHooks<>(HookOptions.named("ListView.changed").onDemand(onDemand));
    }
}
