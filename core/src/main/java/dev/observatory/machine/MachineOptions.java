package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles.Lookup;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a machine runs: its mode, and what it is given for it.
 *
 * <pre>{@code
 * MachineOptions options = MachineOptions.confined().scheduler(new ManualScheduler());
 * }</pre>
 *
 * <p>Immutable; each method returns a changed copy.
 *
 * @param mode who may use the machine
 * @param executor runs the transitions in mode {@link ThreadingMode#EXECUTOR}, else null
 * @param scheduler measures the time of timed transitions; null if there are none
 * @param lookup reads the names of private fields in modules that are not open; null otherwise
 */
public record MachineOptions(
        ThreadingMode mode,
        @Nullable Executor executor,
        @Nullable MachineScheduler scheduler,
        @Nullable Lookup lookup) {

    static final MachineOptions SERIAL = new MachineOptions(ThreadingMode.SERIAL, null, null, null);
    private static final MachineOptions CONFINED = new MachineOptions(ThreadingMode.CONFINED, null, null, null);

    /**
     * Checks the components.
     *
     * @param mode who may use the machine
     * @param executor for mode {@link ThreadingMode#EXECUTOR} only
     * @param scheduler for timed transitions
     * @param lookup for names of fields
     * @throws NullPointerException if {@code mode} is null
     * @throws IllegalArgumentException if the mode needs an executor that is missing, or has no use for it
     */
    public MachineOptions {
        requireNonNull(mode, "mode");
        if ((mode == ThreadingMode.EXECUTOR) != (executor != null)) {
            throw new IllegalArgumentException("mode [" + mode + "] " + (executor == null ? "needs" : "has no use for")
                    + " an executor; use MachineOptions.on(executor) for it");
        }
    }

    /**
     * One thread only.
     *
     * @return options in mode {@link ThreadingMode#CONFINED}
     */
    public static MachineOptions confined() {
        return CONFINED;
    }

    /**
     * Any thread, one transition at a time: what machines do unless told otherwise.
     *
     * @return options in mode {@link ThreadingMode#SERIAL}
     */
    public static MachineOptions serial() {
        return SERIAL;
    }

    /**
     * Transitions run on an executor.
     *
     * @param executor gets short tasks, one at a time for each machine; each runs up to 64 triggers, so that machines which
     *     share a thread take turns
     * @return options in mode {@link ThreadingMode#EXECUTOR}
     * @throws NullPointerException if {@code executor} is null
     */
    public static MachineOptions on(Executor executor) {
        return new MachineOptions(ThreadingMode.EXECUTOR, requireNonNull(executor, "executor"), null, null);
    }

    /**
     * These options with a scheduler for timed transitions.
     *
     * @param timer measures the time
     * @return a changed copy
     * @throws NullPointerException if {@code timer} is null
     */
    public MachineOptions scheduler(MachineScheduler timer) {
        return new MachineOptions(mode, executor, requireNonNull(timer, "timer"), lookup);
    }

    /**
     * These options with a lookup, by which states and triggers take the names of private fields in a module that is not
     * open to the library.
     *
     * @param fields {@code MethodHandles.lookup()} of the machine's class
     * @return a changed copy
     * @throws NullPointerException if {@code fields} is null
     */
    public MachineOptions lookup(Lookup fields) {
        return new MachineOptions(mode, executor, scheduler, requireNonNull(fields, "fields"));
    }
}
