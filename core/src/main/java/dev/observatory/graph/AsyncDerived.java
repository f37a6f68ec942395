package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.Hook1;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A value that is computed from nodes on an executor. Reading it never waits.
 *
 * <pre>{@code
 * Value<Path> chosen = Value.of(Path.of("notes.txt"));
 * AsyncDerived<String> text = AsyncDerived.of(ForkJoinPool.commonPool(), chosen, Files::readString);
 * text.updated().connect(change -> show(change.newValue().status() + " " + change.newValue().value()));
 * }</pre>
 *
 * <p>The work begins when somebody asks for the state or observes it, and anew when an input has changed by then: the state
 * is PENDING, with the last result, until the work for the present inputs is done. Work that is overtaken is cancelled, which
 * interrupts it, and whatever it still comes to is dropped. It runs without any lock and must not count on being current.
 *
 * @param <T> the type of the result
 */
public final class AsyncDerived<T extends @Nullable Object> implements AutoCloseable {
    private final Executor executor;
    private final Node<? extends Callable<? extends T>> job;

    /** The work that was done last: its arrival is what makes the state change. */
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
            throw new IllegalArgumentException("What an executor computes cannot come back to a confined graph; ["
                    + job.name() + "] belongs to one; use Graph.create()");
        }
        this.arrived = Value.unset(graph);
        this.state = Derived.of(graph, this::lookAtState);
    }

    /**
     * Computes from one node.
     *
     * @param executor where the work runs
     * @param input the input
     * @param function the work
     * @param <A> the type of the input
     * @param <T> the type of the result
     * @return the value, not begun
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the input's graph is confined
     */
    public static <A extends @Nullable Object, T extends @Nullable Object> AsyncDerived<T> of(
            Executor executor, Node<? extends A> input, AsyncFunction<? super A, ? extends T> function) {
        requireNonNull(executor, "executor");
        requireNonNull(function, "function");
        return of(executor, Derived.of(requireNonNull(input, "input"), value -> () -> function.apply(value)));
    }

    /**
     * Computes what a node says is to be computed: a node of any number of inputs can make the work from them.
     *
     * @param executor where the work runs
     * @param job the work for the present inputs; another one means other inputs
     * @param <T> the type of the result
     * @return the value, not begun
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if the job's graph is confined
     */
    public static <T extends @Nullable Object> AsyncDerived<T> of(
            Executor executor, Node<? extends Callable<? extends T>> job) {
        return new AsyncDerived<>(requireNonNull(executor, "executor"), requireNonNull(job, "job"));
    }

    /**
     * Where the work stands as of now; begun if it has to be.
     *
     * @return the state
     */
    public AsyncResult<T> get() {
        return state.get();
    }

    /**
     * Emits when the state has changed.
     *
     * @return the connect side
     */
    public Hook1<ValueChange<AsyncResult<T>>> updated() {
        return state.updated();
    }

    /**
     * The state as a node, to derive others from.
     *
     * @return always the same
     */
    public Node<AsyncResult<T>> state() {
        return state;
    }

    /** Cancels the work under way and begins no other; the state stays what it is. */
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

    /** Runs as the function of the state's node. */
    private AsyncResult<T> lookAtState() {
        Callable<? extends T> wanted;
        try {
            wanted = job.get();
        } catch (ComputationException failed) {
            overtake(null);
            return new AsyncResult<>(AsyncStatus.FAILED, last, failed.getCause());
        }
        Work present = current;
        boolean done = arrived.isSet() && arrived.get() == present;
        if (present == null || present.job != wanted) {
            if (!closed) {
                overtake(new Work(wanted));
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

    private void overtake(@Nullable Work next) {
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
