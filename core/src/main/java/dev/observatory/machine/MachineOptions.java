package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandles.Lookup;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The options of a machine: its mode, and the services that it uses.
 *
 * <pre>{@code
 * MachineOptions options = MachineOptions.confined().scheduler(new ManualScheduler());
 * }</pre>
 *
 * <p>Immutable; each method returns a changed copy.
 *
 * @param mode which threads may use the machine
 * @param executor executes the transitions in mode {@link ThreadingMode#EXECUTOR}; otherwise null
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
     * @param mode which threads may use the machine
     * @param executor for mode {@link ThreadingMode#EXECUTOR} only
     * @param scheduler for timed transitions
     * @param lookup for names of fields
     * @throws NullPointerException if {@code mode} is null
     * @throws IllegalArgumentException if the mode requires an executor and there is none, or the reverse
     */
    public MachineOptions {
        requireNonNull(mode, "mode");
        if ((mode == ThreadingMode.EXECUTOR) != (executor != null)) {
            throw new IllegalArgumentException("mode [" + mode + "] " + (executor == null ? "needs" : "does not use")
                    + " an executor; use MachineOptions.on(executor) for it");
        }
    }

    /**
     * Returns options for one thread only.
     *
     * @return options in mode {@link ThreadingMode#CONFINED}
     */
    public static MachineOptions confined() {
        return CONFINED;
    }

    /**
     * Returns options for any thread, with one transition at a time. This is the default.
     *
     * @return options in mode {@link ThreadingMode#SERIAL}
     */
    public static MachineOptions serial() {
        return SERIAL;
    }

    /**
     * Returns options for transitions on an executor.
     *
     * @param executor gets short tasks, one at a time for each machine; each task runs up to 64 triggers, so that machines that share
     *     a thread take turns. If it throws, firing throws the same; if it has been shut down, or discards a task silently, triggers
     *     that wait for it fail with a {@link java.util.concurrent.RejectedExecutionException}
     * @return options in mode {@link ThreadingMode#EXECUTOR}
     * @throws NullPointerException if {@code executor} is null
     */
    public static MachineOptions on(Executor executor) {
        return new MachineOptions(ThreadingMode.EXECUTOR, requireNonNull(executor, "executor"), null, null);
    }

    /**
     * Returns these options with a scheduler for timed transitions.
     *
     * @param timer the scheduler
     * @return a changed copy
     * @throws NullPointerException if {@code timer} is null
     */
    public MachineOptions scheduler(MachineScheduler timer) {
        return new MachineOptions(mode, executor, requireNonNull(timer, "timer"), lookup);
    }

    /**
     * Returns these options with a lookup, which gives states and triggers the names of private fields in a module that is not open to
     * the library.
     *
     * @param fields {@code MethodHandles.lookup()} of the class of the machine
     * @return a changed copy
     * @throws NullPointerException if {@code fields} is null
     */
    public MachineOptions lookup(Lookup fields) {
        return new MachineOptions(mode, executor, scheduler, requireNonNull(fields, "fields"));
    }
}
