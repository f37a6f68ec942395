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
 * <p>The assignments that a thread is emitting are in arrays that the thread keeps, so that an emission allocates nothing unless an
 * observer assigns. Each has the number of its attribute in one array, and two elements in the other: its target, and the chain that waits
 * for it. The last elements are the array of numbers, and the array for assignments that do not fit. Of JDK types, since threads outlive
 * class loaders; all other elements are null again when nothing is being emitted. Numbers, since writing a reference to an old object
 * costs a fence (G1). The assignment itself is not kept, and is created where it is emitted, so that the JIT can do without it if the
 * observers do.
 */
final class AssignmentChain {
    /** How many assignments of observers a chain has at most: observers that undo each other's would otherwise never return. */
    static final int MAX_NESTED = 10_000;

    /** How many assignments are in one array. */
    static final int MAX_IN_ARRAY = 5;

    private static final int CHAIN = 1;
    private static final int LENGTH = 2;
    private static final int NUMBERS = MAX_IN_ARRAY * LENGTH;
    private static final int NEXT_ARRAY = NUMBERS + 1;

    private final Queue<Runnable> waiting = new ArrayDeque<>(2);
    private int nested;

    private AssignmentChain() {}

    /** Returns an array for the assignments that a thread is emitting. */
    static @Nullable Object[] newArray() {
        @Nullable Object[] made = new Object[NEXT_ARRAY + 1];
        made[NUMBERS] = new int[MAX_IN_ARRAY];
        return made;
    }

    /** Emits an assignment now, or, if this thread is already emitting one to the same field of the same target, after that. */
    static <T> void emit(
            EventHook<Assignment<T>> hook,
            SharedAttribute<T> attribute,
            @Nullable Object target,
            @Nullable T oldValue,
            @Nullable T newValue) {
        int number = attribute.number();
        @Nullable Object[] emitting = GlobalAttributes.emittingAssignments();
        int[] numbers = numbersOf(emitting);
        int place = 0;
        while (numbers[place] != 0) {
            if (numbers[place] == number && emitting[place * LENGTH] == target) {
                chainOf(emitting, place).add(hook, new Assignment<>(attribute, target, oldValue, newValue));
                return;
            }
            place++;
            if (place == MAX_IN_ARRAY) {
                emitting = arrayAfter(emitting);
                numbers = numbersOf(emitting);
                place = 0;
            }
        }
        numbers[place] = number;
        emitting[place * LENGTH] = target;
        try {
            GlobalAttributes.emit(hook, new Assignment<>(attribute, target, oldValue, newValue));
            if (emitting[place * LENGTH + CHAIN] != null) {
                chainOf(emitting, place).emitWaiting();
            }
        } finally {
            numbers[place] = 0;
            emitting[place * LENGTH] = null;
            emitting[place * LENGTH + CHAIN] = null;
        }
    }

    private static int[] numbersOf(@Nullable Object[] emitting) {
        return (int[]) requireNonNull(emitting[NUMBERS]);
    }

    private static AssignmentChain chainOf(@Nullable Object[] emitting, int place) {
        AssignmentChain chain = (AssignmentChain) emitting[place * LENGTH + CHAIN];
        if (chain == null) {
            chain = new AssignmentChain();
            emitting[place * LENGTH + CHAIN] = chain;
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
