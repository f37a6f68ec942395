package dev.observatory.machine;

import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.chart.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Executes steps of machines that declare transitions for failed actions: {@link Machine#whenFailed}.
 *
 * <p>Such a transition follows the failed step at once, before anything that is waiting, with the exception as its payload. If there is
 * none from the present state, if guards refuse it or if it fails itself, the exception is thrown as by other machines. Errors of the
 * JVM always are.
 */
final class FailureTransition {
    private FailureTransition() {}

    static FireResult perform(Engine engine, Plan plan, Edge[] edges, int[] froms, @Nullable Object payload) {
        if (engine.memory().recovering) {
            return TransitionExecutor.step(engine, plan, edges, froms, payload);
        }
        try {
            return TransitionExecutor.step(engine, plan, edges, froms, payload);
        } catch (Throwable failure) {
            return recover(engine, failure);
        }
    }

    /** Takes the transition for a failure, or throws it. */
    static FireResult recover(Engine engine, Throwable failure) {
        FireResult outcome = failure instanceof VirtualMachineError || engine.isOver()
                ? FireResult.UNHANDLED
                : dispatch(engine, failure);
        if (!outcome.isTaken()) {
            TransitionExecutor.<RuntimeException>rethrow(failure);
        }
        return outcome;
    }

    private static FireResult dispatch(Engine engine, Throwable failure) {
        RuntimeState memory = engine.memory();
        memory.recovering = true;
        try {
            return TriggerDispatcher.dispatchToLeaves(engine, engine.chart.failureTrigger, failure, false);
        } catch (Throwable next) {
            if (next != failure) {
                failure.addSuppressed(next);
            }
            return FireResult.UNHANDLED;
        } finally {
            memory.recovering = false;
        }
    }
}
