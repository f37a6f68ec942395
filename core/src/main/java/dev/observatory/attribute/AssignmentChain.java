package dev.observatory.attribute;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.ObserverErrors;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The assignments that observers make to the field whose assignment they are notified of.
 *
 * <p>What an observer assigns to the same field of the same target waits until all observers have received the assignment before it,
 * so that each of them receives one chain of values, whose last one is in the field. Other fields and other targets do not wait.
 *
 * <p>The assignments that a thread is emitting are in an array that the thread keeps, so that an emission allocates nothing unless an
 * observer assigns. Each takes three elements: its attribute, its target, and the chain that waits for it. The last element is the array
 * for those that do not fit. Of JDK types, since threads outlive class loaders; all elements are null again when nothing is being
 * emitted. The assignment itself is not kept, and is created where it is emitted, so that the JIT can do without it if the observers do.
 */
final class AssignmentChain {
    /** How many assignments of observers a chain has at most: observers that undo each other's would otherwise never return. */
    static final int MAX_NESTED = 10_000;

    private static final int TARGET = 1;
    private static final int CHAIN = 2;
    private static final int LENGTH = 3;
    private static final int NEXT_ARRAY = 5 * LENGTH;

    private final Queue<Runnable> waiting = new ArrayDeque<>(2);
    private int nested;

    private AssignmentChain() {}

    /** Returns an array for the assignments that a thread is emitting. */
    static @Nullable Object[] newArray() {
        return new Object[NEXT_ARRAY + 1];
    }

    /** Emits an assignment now, or, if this thread is already emitting one to the same field of the same target, after that. */
    static <T> void emit(
            EventHook<Assignment<T>> hook,
            Attribute<T> attribute,
            @Nullable Object target,
            @Nullable T oldValue,
            @Nullable T newValue) {
        @Nullable Object[] emitting = GlobalAttributes.emittingAssignments();
        int at = 0;
        while (emitting[at] != null) {
            if (emitting[at] == attribute && emitting[at + TARGET] == target) {
                chainOf(emitting, at).add(hook, new Assignment<>(attribute, target, oldValue, newValue));
                return;
            }
            at += LENGTH;
            if (at == NEXT_ARRAY) {
                emitting = arrayAfter(emitting);
                at = 0;
            }
        }
        emitting[at] = attribute;
        emitting[at + TARGET] = target;
        try {
            GlobalAttributes.emit(hook, new Assignment<>(attribute, target, oldValue, newValue));
            if (emitting[at + CHAIN] != null) {
                chainOf(emitting, at).emitWaiting();
            }
        } finally {
            emitting[at] = null;
            emitting[at + TARGET] = null;
            emitting[at + CHAIN] = null;
        }
    }

    private static AssignmentChain chainOf(@Nullable Object[] emitting, int at) {
        AssignmentChain chain = (AssignmentChain) emitting[at + CHAIN];
        if (chain == null) {
            chain = new AssignmentChain();
            emitting[at + CHAIN] = chain;
        }
        return chain;
    }

    private static @Nullable Object[] arrayAfter(@Nullable Object[] full) {
        @Nullable Object[] next = (@Nullable Object[]) full[NEXT_ARRAY];
        if (next == null) {
            next = newArray();
            full[NEXT_ARRAY] = next;
        }
        return next;
    }

    private <T> void add(EventHook<Assignment<T>> hook, Assignment<T> assignment) {
        nested++;
        if (nested > MAX_NESTED) {
            if (nested == MAX_NESTED + 1) {
                ObserverErrors.report(hook.name(), this, endless(assignment));
            }
            return;
        }
        boolean isBelowGlobal = GlobalAttributes.isEmitting();
        waiting.add(() -> {
            if (isBelowGlobal) {
                GlobalAttributes.emitBelow(hook, assignment);
            } else {
                GlobalAttributes.emit(hook, assignment);
            }
        });
    }

    private static IllegalStateException endless(Assignment<?> assignment) {
        return new IllegalStateException("Observers of [" + assignment.attribute() + "] have assigned it [" + MAX_NESTED
                + "] times in response to one assignment; the next one is not emitted, let them agree on a value");
    }

    private void emitWaiting() {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
    }
}
