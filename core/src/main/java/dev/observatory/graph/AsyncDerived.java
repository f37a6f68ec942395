package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A value that is computed from nodes on an executor. Reading it never blocks.
 *
 * <pre>{@code
 * Value<Path> chosen = Value.of(Path.of("notes.txt"));
 * AsyncDerived<String> text = AsyncDerived.of(ForkJoinPool.commonPool(), chosen, Files::readString);
 * text.updated().connect(change -> show(change.newValue().status() + " " + change.newValue().value()));
 * }</pre>
 *
 * <p>The work starts when the state is read or observed, and again at the next such access after an input has changed:
 * the state is PENDING, with the last result, until the work for the current inputs is done. Reading alone never starts work
 * again: effects, derived nodes and observers may read the state as often as they like, and effects that read it run again for
 * each state. In a batch, work starts at the end, for the inputs that are current then; in a transaction that is rolled back or
 * a {@link GraphSnapshot}, none starts and none is cancelled.
 *
 * <p>Superseded work is cancelled, which interrupts it, and its result is discarded. Work runs without any lock and must not
 * assume that it is still current. What the work or the executor throws, errors included, makes the state FAILED.
 *
 * @param <T> the type of the result
 */
public final class AsyncDerived<T extends @Nullable Object> implements AutoCloseable {
    private final Executor executor;
    private final Node<? extends Callable<? extends T>> job;

    /** What came of the last work that was completed; null at first. */
    private final Value<@Nullable Outcome<T>> outcome;

    private final Derived<AsyncResult<T>> state;

    // Guarded by the engine's lock.
    private @Nullable Work current;
    private boolean closed;

    /** The state after some work, compared by identity. */
    private static final class Outcome<T extends @Nullable Object> {
        private final Object job;
        private final AsyncResult<T> result;

        Outcome(Object job, AsyncResult<T> result) {
            this.job = job;
            this.result = result;
        }
    }

    @SuppressWarnings("NullAway") // The initial value is nullable, which is not seen in the type argument.
    private AsyncDerived(Executor executor, Node<? extends Callable<? extends T>> job) {
        this.executor = executor;
        this.job = job;
        Graph graph = job.graph();
        if (graph.engine.isConfined()) {
            throw new IllegalArgumentException("A confined graph cannot receive results of an executor; [" + job.name()
                    + "] belongs to one; use Graph.create()");
        }
        this.outcome = Value.<@Nullable Outcome<T>>of(graph, null);
        this.state = Derived.of(graph, this::computeState);
    }

    private static <T extends @Nullable Object> AsyncDerived<T> registered(AsyncDerived<T> node) {
        Engine engine = node.state.engine;
        engine.enter();
        try {
            engine.snapshots.register(node);
        } finally {
            engine.exit();
        }
        return node;
    }

    /**
     * Creates a value that is computed from one node.
     *
     * @param executor runs the work
     * @param input the input
     * @param function the work
     * @param <A> the type of the input
     * @param <T> the type of the result
     * @return the value, whose work has not started
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the graph of the input is confined
     */
    public static <A extends @Nullable Object, T extends @Nullable Object> AsyncDerived<T> of(
            Executor executor, Node<? extends A> input, AsyncFunction<? super A, ? extends T> function) {
        requireNonNull(executor, "executor");
        requireNonNull(function, "function");
        return of(executor, Derived.of(requireNonNull(input, "input"), value -> () -> function.apply(value)));
    }

    /**
     * Creates a value whose work is itself the value of a node, so that it can be made from any number of inputs.
     *
     * @param executor runs the work
     * @param job the work for the current inputs; a different instance means different inputs
     * @param <T> the type of the result
     * @return the value, whose work has not started
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the graph of the job is confined
     */
    public static <T extends @Nullable Object> AsyncDerived<T> of(
            Executor executor, Node<? extends Callable<? extends T>> job) {
        return registered(new AsyncDerived<>(requireNonNull(executor, "executor"), requireNonNull(job, "job")));
    }

    /**
     * Returns the current state, starting the work first if necessary.
     *
     * @return the state
     */
    public AsyncResult<T> get() {
        return state.get();
    }

    /**
     * Returns the hook that emits after the state has changed, with the guarantees of {@link Node#updated()}: on the
     * thread whose write or completed work changed it, without any lock. Exceptions of observers go to
     * {@link dev.observatory.hook.ObserverErrors}.
     *
     * @return the hook
     */
    public Hook1<ValueChange<AsyncResult<T>>> updated() {
        return state.updated();
    }

    /**
     * Returns the state as a node, from which others can be derived.
     *
     * @return the node; always the same instance
     */
    public Node<AsyncResult<T>> state() {
        return state;
    }

    /** Cancels the work in progress and starts no further work; the state is not changed. */
    @Override
    public void close() {
        Engine engine = state.engine;
        Work cancelled;
        engine.enter();
        try {
            closed = true;
            cancelled = current;
        } finally {
            engine.exit();
        }
        if (cancelled != null) {
            cancelled.cancel(true);
        }
    }

    /**
     * Computes the state; the function of its node. It may run in a transaction that is rolled back, so that it leaves the work
     * to be adjusted afterwards, when it is known what the inputs are.
     */
    private AsyncResult<T> computeState() {
        Engine engine = state.engine;
        GraphSnapshot past = engine.past;
        if (past != null) {
            return past.stateOf(this);
        }
        Outcome<T> last = outcome.get();
        Callable<? extends T> present;
        try {
            present = requireNonNull(job.get(), "job");
        } catch (ComputationException | NoValueException failed) {
            engine.reactions.afterwards(this::adjustWork);
            return failed(last, failed);
        }
        if (last != null && last.job == present) {
            return last.result;
        }
        engine.reactions.afterwards(this::adjustWork);
        return pending(last);
    }

    private static <T extends @Nullable Object> AsyncResult<T> pending(@Nullable Outcome<T> last) {
        return new AsyncResult<>(AsyncStatus.PENDING, last == null ? null : last.result.value(), null);
    }

    private static <T extends @Nullable Object> AsyncResult<T> failed(@Nullable Outcome<T> last, Throwable failure) {
        Throwable cause = failure instanceof ComputationException ? failure.getCause() : failure;
        return new AsyncResult<>(AsyncStatus.FAILED, last == null ? null : last.result.value(), cause);
    }

    /** Returns what reading the state would return, without starting work. The lock is held. */
    AsyncResult<T> known() {
        Outcome<T> last = outcome.now();
        if (last == null && current == null) {
            return pending(null);
        }
        try {
            state.engine.prepare(job);
            return last != null && last.job == job.now() ? last.result : pending(last);
        } catch (ComputationException | NoValueException failed) {
            return failed(last, failed);
        } catch (RuntimeException | Error unknown) {
            return pending(last);
        }
    }

    /** Starts the work for the present inputs unless it has been started, and cancels any other. Called without the lock. */
    private void adjustWork() {
        Engine engine = state.engine;
        Work before;
        Work next;
        engine.enter();
        try {
            Callable<? extends T> present = presentJob();
            before = current;
            if (closed || (before == null ? present == null : before.job == present)) {
                return;
            }
            next = present == null ? null : new Work(present);
            current = next;
        } finally {
            engine.exit();
        }
        if (before != null) {
            before.cancel(true);
        }
        if (next != null) {
            next.start();
        }
    }

    private @Nullable Callable<? extends T> presentJob() {
        try {
            return job.get();
        } catch (ComputationException | NoValueException failed) {
            return null;
        }
    }

    /** One run of the work. */
    private final class Work extends FutureTask<T> {
        private final Callable<? extends T> job;
        private @Nullable T result;
        private @Nullable Throwable failure;

        private Work(Callable<? extends T> job) {
            super(job::call);
            this.job = job;
        }

        private void start() {
            try {
                executor.execute(this);
            } catch (Throwable rejected) {
                setException(rejected);
            }
        }

        @Override
        protected void set(T value) {
            result = value;
            super.set(value);
        }

        @Override
        protected void setException(Throwable thrown) {
            failure = thrown;
            super.setException(thrown);
        }

        @Override
        protected void done() {
            if (!isCancelled()) {
                Graph.batch(state.graph(), () -> {
                    if (current == this) {
                        outcome.set(new Outcome<>(job, outcome(outcome.get())));
                    }
                });
            }
        }

        private AsyncResult<T> outcome(@Nullable Outcome<T> last) {
            if (failure == null) {
                return new AsyncResult<>(AsyncStatus.READY, result, null);
            }
            return new AsyncResult<>(AsyncStatus.FAILED, last == null ? null : last.result.value(), failure);
        }
    }
}
