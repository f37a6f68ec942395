package dev.observatory.attribute;

import static java.util.Objects.requireNonNull;

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
 * observer assigns: the numbers of their attributes in its first element, and then for each its target and the chain that waits for it.
 * The last element is the array for those that do not fit. Of JDK types, since threads outlive class loaders; all other elements are null
 * again when nothing is being emitted. The attributes are there by number, since to store a reference in an old object costs a memory
 * barrier. The assignment itself is not kept, and is created where it is emitted, so that the JIT can do without it if the observers do.
 */
final class AssignmentChain {
    /** How many assignments of observers a chain has at most: observers that undo each other's would otherwise never return. */
    static final int MAX_NESTED = 10_000;

    private static final int LEVELS = 5;
    private static final int NUMBERS = 0;
    private static final int NEXT_ARRAY = 2 * LEVELS + 1;

    private final Queue<Runnable> waiting = new ArrayDeque<>(2);
    private int nested;

    private AssignmentChain() {}

    /** Returns an array for the assignments that a thread is emitting. */
    static @Nullable Object[] newArray() {
        @Nullable Object[] array = new Object[NEXT_ARRAY + 1];
        array[NUMBERS] = new long[LEVELS];
        return array;
    }

    /** Emits an assignment now, or, if this thread is already emitting one to the same field of the same target, after that. */
    static <T> void emit(
            EventHook<Assignment<T>> hook,
            SharedAttribute<T> attribute,
            @Nullable Object target,
            @Nullable T oldValue,
            @Nullable T newValue) {
        @Nullable Object[] emitting = GlobalAttributes.emittingAssignments();
        long[] numbers = numbersIn(emitting);
        int level = 0;
        while (numbers[level] != 0) {
            if (numbers[level] == attribute.number() && emitting[targetAt(level)] == target) {
                chainOf(emitting, level).add(hook, new Assignment<>(attribute, target, oldValue, newValue));
                return;
            }
            level++;
            if (level == LEVELS) {
                emitting = arrayAfter(emitting);
                numbers = numbersIn(emitting);
                level = 0;
            }
        }
        numbers[level] = attribute.number();
        if (target != null) {
            emitting[targetAt(level)] = target;
        }
        try {
            GlobalAttributes.emit(hook, new Assignment<>(attribute, target, oldValue, newValue));
            if (emitting[chainAt(level)] != null) {
                chainOf(emitting, level).emitWaiting();
            }
        } finally {
            numbers[level] = 0;
            emitting[targetAt(level)] = null;
            emitting[chainAt(level)] = null;
        }
    }

    private static long[] numbersIn(@Nullable Object[] emitting) {
        return (long[]) requireNonNull(emitting[NUMBERS]);
    }

    private static int targetAt(int level) {
        return 2 * level + 1;
    }

    private static int chainAt(int level) {
        return 2 * level + 2;
    }

    private static AssignmentChain chainOf(@Nullable Object[] emitting, int level) {
        AssignmentChain chain = (AssignmentChain) emitting[chainAt(level)];
        if (chain == null) {
            chain = new AssignmentChain();
            emitting[chainAt(level)] = chain;
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
