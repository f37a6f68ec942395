package dev.observatory.machine;

import dev.observatory.machine.chart.ChartCompiler;
import dev.observatory.machine.chart.DefinitionDraft;
import dev.observatory.machine.chart.Edge;
import dev.observatory.machine.chart.Plan;
import dev.observatory.machine.chart.StateChart;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One machine at work: where it is, and who may move it. What a transition does is {@link TransitionExecutor}'s business.
 *
 * <p>The state is one word, so that a trigger that merely goes from one state to another is a look-up and one
 * compare-and-set, without a lock. Whatever needs more than that first makes the word busy, which is a lock: whoever holds
 * it runs its own trigger and then those that were fired meanwhile from inside.
 */
abstract sealed class Engine permits Machine, MachineInstance {
    private static final VarHandle WORD;
    private static final VarHandle RUNNER;
    private static final VarHandle MEMORY;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WORD = lookup.findVarHandle(Engine.class, "word", int.class);
            RUNNER = lookup.findVarHandle(Engine.class, "runner", Thread.class);
            MEMORY = lookup.findVarHandle(Engine.class, "memory", RuntimeState.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private static final int STATE = (1 << 24) - 1;
    private static final int BUSY = 1 << 24;
    private static final int WAITED_FOR = 1 << 25;
    private static final int FINISHED = 1 << 26;
    private static final int NEW = 1 << 27;

    /** Bits of {@link #attention}, above those of a state. */
    static final int OBSERVED = 1 << 28;

    private static final int DETACHED = 1 << 29;

    private static final int SPINS = 100;

    final MachineOptions options;

    /** Set once, before the word ceases to be new. */
    @SuppressWarnings("NullAway.Init")
    StateChart chart;

    private final boolean confined;

    // The state's number and, above it, the bits that say whether more is to be known.
    private volatile int word = NEW;

    /** Why no trigger may take the short way. Written by whoever connects observers. */
    volatile int attention;

    // While the word is busy, or for ever if this is confined, the thread that runs this. Others may read anything but
    // themselves.
    private @Nullable Thread runner;

    private volatile @Nullable RuntimeState memory;

    @SuppressWarnings("NullAway.Init") // nobody reads the chart while the word is new
    Engine(MachineOptions options) {
        this.options = options;
        this.confined = options.mode() == ThreadingMode.CONFINED;
        this.attention = options.mode() == ThreadingMode.EXECUTOR ? DETACHED : 0;
    }

    abstract String name();

    /** What guards and actions are given. */
    abstract @Nullable Object context();

    /** Makes the chart, if that has not been done yet. */
    abstract void prepare();

    /** What observers of a transition are told. */
    abstract Object transition(Edge edge, int from, int to, @Nullable Object payload);

    abstract void emitExited(int state, Object transition);

    abstract void emitTriggered(int trigger, Object transition);

    abstract void emitEntered(int state, Object transition);

    abstract void emitUpdated(Object transition);

    /** Fires; the outcome is the caller's own. */
    final FireResult fire(int trigger, @Nullable Object payload, boolean strict) {
        int now = word;
        if ((now | attention) < BUSY) {
            StateChart known = chart;
            int next = known.direct[now * known.stride + trigger];
            if (next >= 0) {
                if (!confined) {
                    if (WORD.compareAndSet(this, now, next)) {
                        return FireResult.TRANSITIONED;
                    }
                } else if (runner == Thread.currentThread()) {
                    WORD.setRelease(this, next);
                    return FireResult.TRANSITIONED;
                }
            }
        }
        return fireFully(trigger, payload, strict);
    }

    private FireResult fireFully(int trigger, @Nullable Object payload, boolean strict) {
        if ((attention & DETACHED) != 0) {
            memory().mailbox.post(this, new QueuedTrigger(trigger, payload, strict, null, null));
            return FireResult.QUEUED;
        }
        if (!enter()) {
            memory().queue.add(new QueuedTrigger(trigger, payload, strict, null, null));
            return FireResult.QUEUED;
        }
        try {
            return TransitionExecutor.dispatch(this, trigger, payload, strict, null);
        } finally {
            leave();
        }
    }

    final CompletableFuture<FireResult> submit(int trigger, @Nullable Object payload) {
        CompletableFuture<FireResult> result = new CompletableFuture<>();
        QueuedTrigger fired = new QueuedTrigger(trigger, payload, false, result, null);
        if ((attention & DETACHED) != 0) {
            memory().mailbox.post(this, fired);
        } else {
            process(fired);
        }
        return result;
    }

    /** The time of an edge has come. */
    final void expire(TransitionTimers.Timer timer) {
        QueuedTrigger fired = new QueuedTrigger(timer.edge.trigger, null, false, null, timer);
        if ((attention & DETACHED) != 0) {
            memory().mailbox.post(this, fired);
        } else {
            process(fired);
        }
    }

    /** Runs something that was fired, now or at the end of the transition that it was fired from. */
    final void process(QueuedTrigger fired) {
        if (!enter()) {
            memory().queue.add(fired);
            return;
        }
        try {
            TransitionExecutor.process(this, fired);
        } finally {
            leave();
        }
    }

    final void begin() {
        if (!enter()) {
            return;
        }
        try {
            if (isNew()) {
                makeChart();
                TransitionExecutor.start(this);
            }
        } finally {
            leave();
        }
    }

    /** Makes the chart and does not start: for whoever is to be put somewhere else. */
    final void makeChart() {
        if (chart == null) {
            prepare();
        }
    }

    /**
     * Checks and compiles a draft.
     *
     * @throws DefinitionException with everything that is wrong
     */
    static StateChart compile(DefinitionDraft draft, boolean hasScheduler) {
        List<String> problems = ChartCompiler.problems(draft, hasScheduler);
        if (!problems.isEmpty()) {
            throw new DefinitionException(draft.name, problems);
        }
        return ChartCompiler.compile(draft);
    }

    /** The chart, which is made and checked if need be; this is not started. */
    final StateChart compiled() {
        if (isNew() && enter()) {
            try {
                makeChart();
            } finally {
                leave();
            }
        }
        return chart;
    }

    final boolean isNew() {
        return (word & NEW) != 0;
    }

    /** Whether nothing needs to be done at the start; then it is done. */
    final boolean startWithoutActions() {
        Plan start = chart.start;
        for (int state : start.enters) {
            if (chart.entries[state].length + chart.timed[state].length > 0 || chart.last[state]) {
                return false;
            }
        }
        if (chart.hasRegions) {
            return false;
        }
        word = start.leaves[0];
        return true;
    }

    /** Runs something while no transition runs; inside one, at once. */
    final <R> R quietly(Supplier<R> task) {
        if (!enter()) {
            return task.get();
        }
        try {
            return task.get();
        } finally {
            leave();
        }
    }

    /**
     * Makes the word busy.
     *
     * @return false if this thread has done so already
     */
    final boolean enter() {
        Thread current = Thread.currentThread();
        if (confined) {
            return enterConfined(current);
        }
        for (int spins = 0; ; spins++) {
            int now = word;
            if ((now & BUSY) == 0) {
                if (WORD.compareAndSet(this, now, now | BUSY)) {
                    runner = current;
                    return true;
                }
            } else if (runner == current) {
                return false;
            } else if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                memory().awaitTurn(this);
            }
        }
    }

    private boolean enterConfined(Thread current) {
        if (runner != current) {
            Thread owner = (Thread) RUNNER.compareAndExchange(this, (Thread) null, current);
            if (owner != null) {
                throw new ConfinementException(name(), owner, current);
            }
        }
        int now = word;
        if ((now & BUSY) != 0) {
            return false;
        }
        WORD.setRelease(this, now | BUSY);
        return true;
    }

    /** Runs what was fired from inside meanwhile, then makes the word free. */
    final void leave() {
        try {
            RuntimeState present = memory;
            if (present != null && present.hasWork()) {
                TransitionExecutor.drain(this, present);
            }
        } finally {
            release();
        }
    }

    private void release() {
        if (confined) {
            WORD.setRelease(this, word & ~BUSY);
            return;
        }
        runner = null;
        int before = change(BUSY | WAITED_FOR, 0);
        if ((before & WAITED_FOR) != 0) {
            memory().wake();
        }
    }

    /** Clears and sets bits of the word. */
    private int change(int cleared, int set) {
        while (true) {
            int before = word;
            int after = (before & ~cleared) | set;
            if (confined) {
                WORD.setRelease(this, after);
                return before;
            }
            if (WORD.compareAndSet(this, before, after)) {
                return before;
            }
        }
    }

    /** Has whoever makes the word free wake those who wait; false if it is free. */
    final boolean announceWaiting() {
        while (true) {
            int now = word;
            if ((now & BUSY) == 0) {
                return false;
            }
            if (WORD.compareAndSet(this, now, now | WAITED_FOR)) {
                return true;
            }
        }
    }

    /** Puts the machine into a configuration; the word stays busy. */
    final void settle(int[] leaves, boolean finished) {
        if (chart.hasRegions) {
            memory().leaves = leaves;
        }
        int set = leaves[0] | (finished ? FINISHED : 0);
        change(STATE | NEW | FINISHED, set);
    }

    final boolean isOver() {
        return (word & FINISHED) != 0;
    }

    /** The innermost active states. */
    final int[] leaves() {
        if (chart.hasRegions) {
            int[] leaves = memory().leaves;
            return leaves == null ? chart.start.leaves : leaves;
        }
        return new int[] {leaf()};
    }

    /** The active leaf, or the first of them. */
    final int leaf() {
        return word & STATE;
    }

    /** The state that all active ones are inside of; the leaf itself if there is but one. Negative if there is none. */
    final int common() {
        return chart.hasRegions ? chart.common(leaves()) : leaf();
    }

    final RuntimeState memory() {
        RuntimeState present = memory;
        if (present != null) {
            return present;
        }
        RuntimeState made = new RuntimeState();
        RuntimeState other = (RuntimeState) MEMORY.compareAndExchange(this, (RuntimeState) null, made);
        return other == null ? made : other;
    }

    final @Nullable RuntimeState memoryIfAny() {
        return memory;
    }
}
