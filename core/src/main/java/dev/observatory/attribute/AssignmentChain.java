package dev.observatory.attribute;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.ObserverErrors;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The assignments to one field of one target that are being emitted on one thread.
 *
 * <p>What an observer assigns to the same field waits until all observers have received the assignment before it, so that each of
 * them receives one chain of values, whose last one is in the field. Other fields and other targets do not wait.
 */
final class AssignmentChain {
    /** How many assignments of observers a chain has at most: observers that undo each other's would otherwise never return. */
    static final int MAX_NESTED = 10_000;

    private final Assignment<?> first;
    private final @Nullable AssignmentChain outer;
    private @Nullable Queue<Runnable> waiting;
    private int nested;

    private AssignmentChain(Assignment<?> first, @Nullable AssignmentChain outer) {
        this.first = first;
        this.outer = outer;
    }

    /** Emits an assignment now, or, if this thread is already emitting one to the same field of the same target, after that. */
    static <T> void emit(EventHook<Assignment<T>> hook, Assignment<T> assignment) {
        @Nullable Object[] slot = GlobalAttributes.chainSlot();
        AssignmentChain innermost = (AssignmentChain) slot[0];
        for (AssignmentChain chain = innermost; chain != null; chain = chain.outer) {
            if (chain.isOf(assignment)) {
                chain.add(hook, assignment);
                return;
            }
        }
        AssignmentChain begun = new AssignmentChain(assignment, innermost);
        slot[0] = begun;
        try {
            GlobalAttributes.emit(hook, assignment);
            begun.emitWaiting();
        } finally {
            slot[0] = innermost;
        }
    }

    private boolean isOf(Assignment<?> assignment) {
        return first.attribute() == assignment.attribute() && first.target() == assignment.target();
    }

    private <T> void add(EventHook<Assignment<T>> hook, Assignment<T> assignment) {
        nested++;
        if (nested > MAX_NESTED) {
            if (nested == MAX_NESTED + 1) {
                ObserverErrors.report(hook.name(), this, endless(assignment));
            }
            return;
        }
        Queue<Runnable> queue = waiting;
        if (queue == null) {
            queue = new ArrayDeque<>(2);
            waiting = queue;
        }
        boolean isBelowGlobal = GlobalAttributes.isEmitting();
        queue.add(() -> {
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
        if (waiting != null) {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
            }
        }
    }
}
