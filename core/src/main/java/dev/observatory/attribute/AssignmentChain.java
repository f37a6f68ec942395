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
 * observer assigns. Each takes two elements, one for itself and one for the chain that waits for it; the last element is the array for
 * those that do not fit. Of JDK types, since threads outlive class loaders; all elements are null again when nothing is being emitted.
 */
final class AssignmentChain {
    /** How many assignments of observers a chain has at most: observers that undo each other's would otherwise never return. */
    static final int MAX_NESTED = 10_000;

    private static final int NEXT_ARRAY = 16;

    private final Queue<Runnable> waiting = new ArrayDeque<>(2);
    private int nested;

    private AssignmentChain() {}

    /** Returns an array for the assignments that a thread is emitting. */
    static @Nullable Object[] newArray() {
        return new Object[NEXT_ARRAY + 1];
    }

    /** Emits an assignment now, or, if this thread is already emitting one to the same field of the same target, after that. */
    static <T> void emit(EventHook<Assignment<T>> hook, Assignment<T> assignment) {
        @Nullable Object[] emitting = GlobalAttributes.emittingAssignments();
        int at = 0;
        while (emitting[at] != null) {
            if (isToSameField((Assignment<?>) emitting[at], assignment)) {
                chainOf(emitting, at + 1).add(hook, assignment);
                return;
            }
            at += 2;
            if (at == NEXT_ARRAY) {
                emitting = arrayAfter(emitting);
                at = 0;
            }
        }
        emitting[at] = assignment;
        try {
            GlobalAttributes.emit(hook, assignment);
            if (emitting[at + 1] != null) {
                chainOf(emitting, at + 1).emitWaiting();
            }
        } finally {
            emitting[at] = null;
            emitting[at + 1] = null;
        }
    }

    private static boolean isToSameField(@Nullable Assignment<?> emitted, Assignment<?> assignment) {
        return emitted != null
                && emitted.attribute() == assignment.attribute()
                && emitted.target() == assignment.target();
    }

    private static AssignmentChain chainOf(@Nullable Object[] emitting, int at) {
        AssignmentChain chain = (AssignmentChain) emitting[at];
        if (chain == null) {
            chain = new AssignmentChain();
            emitting[at] = chain;
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
