package dev.observatory.listen;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.EventWeaving;
import dev.observatory.runtime.TaggedMethods;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries the innermost observed call of a thread to other threads that work for it: calls that begin there have it as their parent, and
 * {@link dev.observatory.event.Events#tag tags} and progress belong to it.
 *
 * <pre>{@code
 * CallContext.Snapshot here = CallContext.capture();
 * Thread helper = new Thread(here.wrap(() -> System.out.println("part of the call")));
 * helper.start();
 * }</pre>
 *
 * <p>Nothing is carried by itself. Executors that do it for each task are made by {@link ContextExecutors}.
 */
public final class CallContext {
    private CallContext() {}

    /**
     * Captures the innermost observed call of the current thread, or that there is none.
     *
     * @return the snapshot; it keeps the call, with its arguments, reachable
     */
    public static Snapshot capture() {
        return new Snapshot(EventWeaving.captureCall());
    }

    /**
     * A captured call. Immutable, for any number of threads at the same time, also after the call has ended: it remains the parent of calls
     * that begin later, but takes no more tags and progress.
     */
    public static final class Snapshot {
        private final Object captured;

        private Snapshot(Object captured) {
            this.captured = captured;
        }

        /**
         * Returns whether there was no observed call.
         *
         * @return true if this carries the absence of a call
         */
        public boolean isEmpty() {
            return EventWeaving.isNoCall(captured);
        }

        /**
         * Makes the captured call the innermost one of the current thread; if there was none, no call is.
         *
         * @return ends that when it is closed, which must happen on the same thread
         */
        public Scope attach() {
            return new Scope(EventWeaving.attach(captured));
        }

        /**
         * Wraps a task.
         *
         * @param task the task
         * @return a task that runs inside the captured call, on any thread
         * @throws NullPointerException if {@code task} is null
         */
        public Runnable wrap(Runnable task) {
            requireNonNull(task, "task");
            return () -> call(() -> {
                task.run();
                return null;
            });
        }

        /**
         * Wraps a task.
         *
         * @param task the task
         * @param <T> the type of its result
         * @return a task that runs inside the captured call, on any thread
         * @throws NullPointerException if {@code task} is null
         */
        public <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
            requireNonNull(task, "task");
            return () -> EventWeaving.callInside(captured, task);
        }

        /**
         * Wraps a supplier. A lambda expression has to be cast to {@code Supplier}, as it could be a {@code Callable} too.
         *
         * @param supplier the supplier
         * @param <T> the type of its result
         * @return a supplier that runs inside the captured call, on any thread
         * @throws NullPointerException if {@code supplier} is null
         */
        public <T extends @Nullable Object> Supplier<T> wrap(Supplier<T> supplier) {
            requireNonNull(supplier, "supplier");
            return () -> call(supplier::get);
        }

        /**
         * Wraps a function, such as a step of a {@link java.util.concurrent.CompletableFuture} or of a parallel stream.
         *
         * @param function the function
         * @param <T> the type of its argument
         * @param <R> the type of its result
         * @return a function that runs inside the captured call, on any thread
         * @throws NullPointerException if {@code function} is null
         */
        public <T extends @Nullable Object, R extends @Nullable Object> Function<T, R> wrap(Function<T, R> function) {
            requireNonNull(function, "function");
            return argument -> call(() -> function.apply(argument));
        }

        /**
         * Wraps a function of two arguments.
         *
         * @param function the function
         * @param <T> the type of its first argument
         * @param <U> the type of its second argument
         * @param <R> the type of its result
         * @return a function that runs inside the captured call, on any thread
         * @throws NullPointerException if {@code function} is null
         */
        public <T extends @Nullable Object, U extends @Nullable Object, R extends @Nullable Object>
                BiFunction<T, U, R> wrap(BiFunction<T, U, R> function) {
            requireNonNull(function, "function");
            return (first, second) -> call(() -> function.apply(first, second));
        }

        /**
         * Wraps a consumer. Named apart from {@code wrap}, where a lambda expression could be a function too.
         *
         * @param consumer the consumer
         * @param <T> the type of its argument
         * @return a consumer that runs inside the captured call, on any thread
         * @throws NullPointerException if {@code consumer} is null
         */
        public <T extends @Nullable Object> Consumer<T> wrapConsumer(Consumer<T> consumer) {
            requireNonNull(consumer, "consumer");
            return argument -> call(() -> {
                consumer.accept(argument);
                return null;
            });
        }

        /** For functions that throw unchecked exceptions only. */
        private <T extends @Nullable Object> T call(Callable<T> function) {
            try {
                return EventWeaving.callInside(captured, function);
            } catch (RuntimeException unchecked) {
                throw unchecked;
            } catch (Exception sneaky) {
                throw TaggedMethods.<RuntimeException>rethrow(sneaky);
            }
        }
    }

    /** The time during which a captured call is the innermost one of a thread. */
    public static final class Scope implements AutoCloseable {
        private final Object attached;

        private Scope(Object attached) {
            this.attached = attached;
        }

        /**
         * Ends the scope. Does nothing if it has ended. Scopes that were opened later on the same thread stay open.
         *
         * @throws IllegalStateException on another thread than the one that opened the scope, which stays open
         */
        @Override
        public void close() {
            if (!EventWeaving.tryDetach(attached)) {
                throw new IllegalStateException("The scope was opened by another thread; thread ["
                        + Thread.currentThread().getName() + "] cannot close it");
            }
        }
    }
}
