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
 * One running machine: its current state, and which thread may change it. {@link TransitionExecutor} executes the transitions.
 *
 * <p>The state is one word, so that a trigger that merely leads from one state to another is a table look-up and one
 * compare-and-set, without a lock. Anything more first makes the word busy, which is a lock: the thread that holds it executes its
 * own trigger and then those that were fired meanwhile from inside.
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

    /** A bit of {@link #attention}, above those of a state. */
    static final int OBSERVED = 1 << 28;

    private static final int DETACHED = 1 << 29;

    private static final int SPINS = 100;

    final MachineOptions options;

    /** Set once, before the word ceases to be new. */
    @SuppressWarnings("NullAway.Init")
    StateChart chart;

    private final boolean confined;

    // The number of the state and, above it, the flags.
    private volatile int word = NEW;

    /** Reasons why no trigger may take the short path. Written when observers connect. */
    volatile int attention;

    // The thread that runs this machine while the word is busy, and permanently once it owns a confined one. Other
    // threads may read any value but themselves.
    private @Nullable Thread runner;

    private volatile @Nullable RuntimeState memory;

    @SuppressWarnings("NullAway.Init") // the chart is not read while the word is new
    Engine(MachineOptions options) {
        this.options = options;
        this.confined = options.mode() == ThreadingMode.CONFINED;
        this.attention = options.mode() == ThreadingMode.EXECUTOR ? DETACHED : 0;
    }

    abstract String name();

    /** Returns the context that guards and actions get. */
    abstract @Nullable Object context();

    /** Creates the chart. */
    abstract void prepare();

    /** Returns the object that observers of a transition get. */
    abstract Object transition(Edge edge, int from, int to, @Nullable Object payload);

    abstract void emitExited(int state, Object transition);

    abstract void emitTriggered(int trigger, Object transition);

    abstract void emitEntered(int state, Object transition);

    abstract void emitUpdated(Object transition);

    /** Returns whether an observer is connected to the hook of refused triggers. Called only when a trigger is refused. */
    abstract boolean observesRefusals();

    abstract void emitRefused(int trigger, @Nullable Object payload, FireResult outcome, List<String> guards);

    /** Fires a trigger. */
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
            enqueue(new QueuedTrigger(trigger, payload, strict, null, null));
            return FireResult.QUEUED;
        }
        try {
            return TriggerDispatcher.dispatch(this, trigger, payload, strict, null);
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

    /** Called when the timer of an edge expires. */
    final void expire(TransitionTimers.Timer timer) {
        QueuedTrigger fired = new QueuedTrigger(timer.edge.trigger, null, false, null, timer);
        if ((attention & DETACHED) != 0) {
            memory().mailbox.post(this, fired);
        } else {
            process(fired);
        }
    }

    /** Executes a fired trigger now, or at the end of the transition that it was fired from. */
    final void process(QueuedTrigger fired) {
        if (!enter()) {
            enqueue(fired);
            return;
        }
        try {
            WaitingTriggers.process(this, fired);
        } finally {
            leave();
        }
    }

    /** Adds a trigger that is executed after the transition: it was fired from inside, or by a thread that the transition waits for. */
    private void enqueue(QueuedTrigger fired) {
        RuntimeState present = memory();
        if (runner == Thread.currentThread()) {
            present.queue.add(fired);
            return;
        }
        present.handedOver.add(fired);
        if (!announceWaiting()) {
            executeHandedOver(present);
        }
    }

    /** Executes the triggers that were handed over to this thread, unless another one has taken the machine meanwhile. */
    private void executeHandedOver(RuntimeState present) {
        while (!present.handedOver.isEmpty()) {
            if (enter()) {
                try {
                    QueuedTrigger next = present.handedOver.poll();
                    if (next != null) {
                        WaitingTriggers.process(this, next);
                    }
                } finally {
                    leave();
                }
            } else if (announceWaiting()) {
                return; // Left to the thread that has taken the machine, which waits for this one.
            }
        }
    }

    /** Starts this machine. Does not make the current thread the owner of a confined one. */
    final void begin() {
        boolean borrowed = borrow();
        try {
            startIfNew();
        } finally {
            if (borrowed) {
                giveBack();
            }
        }
    }

    /** Starts this machine, or does nothing if it has been started; makes the current thread the owner of a confined one without. */
    final void beginOwned() {
        boolean taken = borrow();
        try {
            startIfNew();
        } finally {
            if (taken && isNew()) {
                giveBack(); // The definition is invalid.
            }
        }
    }

    private void startIfNew() {
        if (!isNew() || !enter()) {
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

    /**
     * Takes a confined machine that no thread owns, and returns whether it has. Waits while another thread that does so creates the
     * chart, which calls no code of the application.
     */
    final boolean borrow() {
        if (!confined) {
            return false;
        }
        Thread current = Thread.currentThread();
        while (!RUNNER.compareAndSet(this, (Thread) null, current)) {
            if (runner == current || (word & (NEW | BUSY)) != (NEW | BUSY)) {
                return false;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    /** Makes a confined machine available to the next thread that uses it, which sees everything that this one has written. */
    final void giveBack() {
        RUNNER.setRelease(this, (Thread) null);
    }

    /** Ends the ownership of the current thread, if this machine is confined and has an owner. */
    final void disown() {
        Thread owner = confined ? (Thread) RUNNER.getAcquire(this) : null;
        if (owner == null) {
            return;
        }
        if (owner != Thread.currentThread()) {
            throw new ConfinementException(name(), owner, Thread.currentThread());
        }
        if ((word & BUSY) != 0) {
            throw new ReentrantSetException("It cannot be handed over", name());
        }
        giveBack();
    }

    /** Returns the thread that executes the transition of a machine that is not confined. */
    final @Nullable Thread runner() {
        return runner;
    }

    /** Returns the exception for an operation that is not possible during a transition. */
    final ReentrantSetException reentrant(String what) {
        Thread holder = runner;
        return holder == null || holder == Thread.currentThread()
                ? new ReentrantSetException(what, name())
                : new ReentrantSetException(what, name(), holder);
    }

    /** Creates the chart without starting the machine, for restoring a snapshot. */
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

    /** Returns the chart, creating and checking it if necessary; does not start the machine. */
    final StateChart compiled() {
        if (isNew()) {
            boolean borrowed = borrow();
            try {
                makeChartIfNew();
            } finally {
                if (borrowed) {
                    giveBack();
                }
            }
        }
        return chart;
    }

    private void makeChartIfNew() {
        if (isNew() && enter()) {
            try {
                makeChart();
            } finally {
                leave();
            }
        }
    }

    final boolean isNew() {
        return (word & NEW) != 0;
    }

    /** Starts the machine if no action, timer, region or final state is involved; returns whether it has. */
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

    /**
     * Runs a task while no transition is running; at once if it is called from inside one, or by a thread that the transition waits
     * for. Does not make the current thread the owner of a confined machine.
     */
    final <R> R quietly(Supplier<R> task) {
        boolean borrowed = borrow();
        try {
            if (!enter()) {
                return task.get();
            }
            try {
                return task.get();
            } finally {
                leave();
            }
        } finally {
            if (borrowed) {
                giveBack();
            }
        }
    }

    /**
     * Makes the word busy.
     *
     * @return false if this thread has already done so, or if the thread that has waits, directly or through others, for this one
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
            } else if (!memory().awaitTurn(this)) {
                return false;
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

    /** Executes the triggers that were fired from inside meanwhile, then releases the word. */
    final void leave() {
        try {
            RuntimeState present = memory;
            if (present != null && present.hasWork()) {
                WaitingTriggers.drain(this, present);
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
            RuntimeState present = memory();
            present.wake();
            executeHandedOver(present);
        }
    }

    /** Clears and sets bits of the word, and returns its previous value. */
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

    /** Requests to be woken when the word is released; returns false if it is not busy. */
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

    /** Sets the configuration of the machine; the word stays busy. */
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

    /** Returns the innermost active states. */
    final int[] leaves() {
        if (chart.hasRegions) {
            int[] leaves = memory().leaves;
            return leaves == null ? chart.start.leaves : leaves;
        }
        return new int[] {leaf()};
    }

    /** Returns the active leaf, or the first of several. */
    final int leaf() {
        return word & STATE;
    }

    /** Returns the innermost state that contains all active ones, the leaf itself if there is only one; negative if there is none. */
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
