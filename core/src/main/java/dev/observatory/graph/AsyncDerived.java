package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
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
 * the state is PENDING, with the last result, until the work for the current inputs is done. Superseded work is
 * cancelled, which interrupts it, and its result is discarded. Work runs without any lock and must not assume that it
 * is still current.
 *
 * @param <T> the type of the result
 */
public final class AsyncDerived<T extends @Nullable Object> implements AutoCloseable {
    private final Executor executor;
    private final Node<? extends Callable<? extends T>> job;

    /** The work that was completed last; setting it changes the state. */
    private final Value<Work> arrived;

    private final Derived<AsyncResult<T>> state;

    // Guarded by the engine's lock.
    private @Nullable Work current;
    private @Nullable T last;
    private boolean closed;

    private AsyncDerived(Executor executor, Node<? extends Callable<? extends T>> job) {
        this.executor = executor;
        this.job = job;
        Graph graph = job.graph();
        if (graph.engine.isConfined()) {
            throw new IllegalArgumentException("A confined graph cannot receive results of an executor; [" + job.name()
                    + "] belongs to one; use Graph.create()");
        }
        this.arrived = Value.unset(graph);
        this.state = Derived.of(graph, this::computeState);
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
        return new AsyncDerived<>(requireNonNull(executor, "executor"), requireNonNull(job, "job"));
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
        engine.enter();
        try {
            closed = true;
            if (current != null) {
                current.cancel(true);
            }
        } finally {
            engine.exit();
        }
    }

    /** Computes the state; the function of its node. */
    private AsyncResult<T> computeState() {
        Callable<? extends T> currentJob;
        try {
            currentJob = job.get();
        } catch (ComputationException failed) {
            supersede(null);
            return new AsyncResult<>(AsyncStatus.FAILED, last, failed.getCause());
        }
        Work present = current;
        boolean done = arrived.isSet() && arrived.get() == present;
        if (present == null || present.job != currentJob) {
            if (!closed) {
                supersede(new Work(currentJob));
            }
            return new AsyncResult<>(AsyncStatus.PENDING, last, null);
        }
        if (!done) {
            return new AsyncResult<>(AsyncStatus.PENDING, last, null);
        }
        if (present.failure != null) {
            return new AsyncResult<>(AsyncStatus.FAILED, last, present.failure);
        }
        last = present.result;
        return new AsyncResult<>(AsyncStatus.READY, last, null);
    }

    private void supersede(@Nullable Work next) {
        Work before = current;
        current = next;
        state.engine.reactions.afterwards(() -> {
            if (before != null) {
                before.cancel(true);
            }
            if (next != null) {
                next.start();
            }
        });
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
            } catch (RejectedExecutionException rejected) {
                setException(rejected);
            }
        }

        @Override
        protected void set(T outcome) {
            result = outcome;
            super.set(outcome);
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
                        arrived.set(this);
                    }
                });
            }
        }
    }
}
