package dev.observatory.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Garbage;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever code of the program does that a hook calls, at whatever moment: the other observers receive exactly what they should, the
 * hook continues to work, and retains nothing. One test for each function, error policy and misbehaviour.
 */
class MisbehaviourTest {

    /** The code of the program that is called. */
    private enum Role {
        OBSERVER,
        OBSERVER_ONCE,
        FILTER,
        EXECUTOR,
        TASK_ON_EXECUTOR,
        DEBOUNCE_TIMER,
        THROTTLE_TIMER,
        TIMER_CANCEL,
        DEMAND_LISTENER,
        OBSERVER_NAME
    }

    private enum Deed {
        THROWS_EXCEPTION,
        THROWS_CHECKED_EXCEPTION,
        THROWS_ERROR,
        THROWS_STACK_OVERFLOW,
        THROWS_OUT_OF_MEMORY,
        THROWS_WHAT_CANNOT_DESCRIBE_ITSELF,
        CLOSES_ITSELF,
        CLOSES_ANOTHER,
        CLOSES_ALL_AND_CONNECTS_AGAIN,
        EMITS,
        CONNECTS,
        PAUSES_AND_RESUMES,
        CONTINUES_ON_ANOTHER_THREAD,
        DROPS_ITS_TASK,
        DROPS_ITS_TASK_AND_RETURNS_NULL,
        RUNS_ITS_TASK_TWICE;

        boolean concernsTasks() {
            return name().contains("ITS_TASK");
        }

        boolean runsTask() {
            return !name().startsWith("DROPS") && this != CONTINUES_ON_ANOTHER_THREAD;
        }
    }

    private static final List<EventHook<Object>> HOOKS = new ArrayList<>();
    private static final List<WeakReference<Object>> PAYLOADS = new ArrayList<>();

    /** Once for all tests, since each collection takes as long as many of them. */
    @AfterAll
    static void theHooksRetainNothing() {
        Garbage.watch(new Object()).await();

        assertThat(PAYLOADS).isNotEmpty().allMatch(payload -> payload.refersTo(null));
        assertThat(HOOKS).isNotEmpty().noneMatch(Hook::isObserved);
        HOOKS.clear();
        PAYLOADS.clear();
    }

    @TestFactory
    Stream<DynamicTest> everythingElseWorks() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Role role : Role.values()) {
            for (Deed deed : Deed.values()) {
                for (ErrorPolicy policy : ErrorPolicy.values()) {
                    if (!deed.concernsTasks()
                            || role == Role.EXECUTOR
                            || role.name().endsWith("_TIMER")) {
                        tests.add(DynamicTest.dynamicTest(
                                role + " " + deed + " " + policy, () -> new Scene(role, deed, policy).play()));
                    }
                }
            }
        }
        return tests.stream();
    }

    /** An exception whose own methods fail. */
    @SuppressWarnings("OverrideThrowableToString")
    private static final class Undescribed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public String toString() {
            throw new IllegalStateException("no text");
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> void throwAny(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private static final class Scene {
        private final Role role;
        private final Deed deed;
        private final ErrorPolicy policy;
        private final EventHook<Object> hook;
        private final List<Object> before = new ArrayList<>();
        private final List<Object> after = new ArrayList<>();
        private final List<Object> late = new ArrayList<>();
        private final List<Object> others = new ArrayList<>();
        private final Consumer<Object> other = others::add;
        private final List<Thread> threads = new CopyOnWriteArrayList<>();
        private Subscription misbehaving = new SubscriptionGroup();
        private Subscription another = new SubscriptionGroup();
        private boolean isOver;
        private int depth;

        Scene(Role role, Deed deed, ErrorPolicy policy) {
            this.role = role;
            this.deed = deed;
            this.policy = policy;
            this.hook =
                    new EventHook<>(HookOptions.named("stage").errors(policy).onDemand(this::onDemand));
        }

        void play() throws InterruptedException {
            hook.with().priority(1).connect(before::add);
            another = hook.connect(other);
            connect();
            hook.with().priority(-1).connect(after::add);

            List<Object> emitted = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Object value = "value " + i;
                emitted.add(value);
                emit(value);
            }
            joinThreads();

            assertThat(before).as("earlier observer").containsAll(emitted);
            if (!mayStopEmission()) {
                assertThat(after).as("later observer").containsAll(emitted);
            }
            isOver = true;
            misbehaving.close();
            hook.disconnectAll();
            before.clear();
            hook.connect(late::add);
            emit("afterwards");
            assertThat(late).as("an observer connected afterwards").containsExactly("afterwards");
            assertThat(before).as("a disconnected observer").isEmpty();
            assertThat(hook.isPaused()).isFalse();
            emitPayload();
        }

        /** Waits for all threads, including those that these start. */
        private void joinThreads() throws InterruptedException {
            for (int i = 0; i < threads.size(); i++) {
                threads.get(i).join();
            }
        }

        /** Emission ends early if the policy says so for the failure of an observer or its filter. */
        private boolean mayStopEmission() {
            boolean isObserver = role == Role.OBSERVER || role == Role.OBSERVER_ONCE || role == Role.FILTER;
            boolean isFatal = deed == Deed.THROWS_STACK_OVERFLOW || deed == Deed.THROWS_OUT_OF_MEMORY;
            boolean isThrown = deed.name().startsWith("THROWS");
            boolean isNamed = role == Role.OBSERVER_NAME;
            return (isObserver && isThrown && policy == ErrorPolicy.FAIL_FAST)
                    || (isObserver && isFatal && policy != ErrorPolicy.ISOLATE)
                    || (isNamed && policy == ErrorPolicy.FAIL_FAST)
                    || deed == Deed.CLOSES_ALL_AND_CONNECTS_AGAIN;
        }

        private void emit(Object value) {
            try {
                hook.emit(value);
            } catch (EventHookException collected) {
                assertThat(policy).isNotEqualTo(ErrorPolicy.ISOLATE);
            } catch (VirtualMachineError fatal) {
                assertThat(policy).isNotEqualTo(ErrorPolicy.ISOLATE);
                assertThat(mayStopEmission()).isTrue();
            }
        }

        private void connect() {
            ConnectionBuilder1<Object> with = hook.with();
            Consumer<Object> quiet = value -> {};
            Consumer<Object> bad = value -> misbehave(null);
            Executor inline = Runnable::run;
            misbehaving = switch (role) {
                case OBSERVER -> hook.connect(bad);
                case OBSERVER_ONCE -> with.once().connect(bad);
                case FILTER ->
                    with.filter(value -> {
                                misbehave(null);
                                return true;
                            })
                            .connect(quiet);
                case EXECUTOR -> with.on(this::misbehave).connect(quiet);
                case TASK_ON_EXECUTOR -> with.on(inline).connect(bad);
                case DEBOUNCE_TIMER ->
                    with.debounce(Duration.ofNanos(1), new BadTimer(false)).connect(quiet);
                case THROTTLE_TIMER ->
                    with.throttle(Duration.ofHours(1), new BadTimer(false)).connect(quiet);
                case TIMER_CANCEL ->
                    with.debounce(Duration.ofHours(1), new BadTimer(true)).connect(quiet);
                case DEMAND_LISTENER -> with.once().connect(quiet);
                case OBSERVER_NAME -> hook.connect(new BadlyNamed());
            };
        }

        private void onDemand() {
            if (role == Role.DEMAND_LISTENER && depth == 0) {
                misbehave(null);
            }
        }

        private final class BadlyNamed implements Consumer<Object>, NamedObserver {
            @Override
            public void accept(Object value) {
                throw new IllegalStateException("expected");
            }

            @Override
            public String observerName() {
                misbehave(null);
                return "badly named";
            }
        }

        private final class BadTimer extends ScheduledThreadPoolExecutor {
            private final boolean isBadWhenCancelled;

            BadTimer(boolean isBadWhenCancelled) {
                super(0);
                this.isBadWhenCancelled = isBadWhenCancelled;
            }

            @Override
            public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
                if (!isBadWhenCancelled) {
                    misbehave(task);
                }
                if (deed == Deed.DROPS_ITS_TASK_AND_RETURNS_NULL) {
                    return null;
                }
                return new BadFuture(isBadWhenCancelled ? () -> misbehave(null) : () -> {});
            }
        }

        /** Does the deed; has a task if it is an executor's or a timer's. */
        private void misbehave(Runnable task) {
            if (depth > 3 || isOver) {
                return;
            }
            depth++;
            try {
                if (task != null && deed.runsTask()) {
                    task.run();
                }
                act(task);
            } finally {
                depth--;
            }
        }

        private void act(Runnable task) {
            switch (deed) {
                case THROWS_EXCEPTION -> throw new RejectedExecutionException("staged");
                case THROWS_CHECKED_EXCEPTION -> MisbehaviourTest.<RuntimeException>throwAny(new Exception("staged"));
                case THROWS_ERROR -> throw new AssertionError("staged");
                case THROWS_STACK_OVERFLOW -> throw new StackOverflowError("staged");
                case THROWS_OUT_OF_MEMORY -> throw new OutOfMemoryError("staged");
                case THROWS_WHAT_CANNOT_DESCRIBE_ITSELF -> throw new Undescribed();
                case CLOSES_ITSELF -> misbehaving.close();
                case CLOSES_ANOTHER -> another.close();
                case CLOSES_ALL_AND_CONNECTS_AGAIN -> {
                    hook.disconnectAll();
                    hook.with().priority(1).connect(before::add);
                }
                case EMITS -> {
                    if (depth == 1) {
                        hook.emit("nested");
                    }
                }
                case CONNECTS -> hook.connect(value -> {}).close();
                case PAUSES_AND_RESUMES -> hook.paused(PauseMode.BUFFER).close();
                case CONTINUES_ON_ANOTHER_THREAD -> {
                    Thread thread = new Thread(task == null ? () -> hook.connect(other) : task);
                    threads.add(thread);
                    thread.start();
                }
                case DROPS_ITS_TASK, DROPS_ITS_TASK_AND_RETURNS_NULL -> {}
                case RUNS_ITS_TASK_TWICE -> task.run();
            }
        }

        /** Misbehaves once more with a payload that must not be retained when all is closed. */
        private void emitPayload() throws InterruptedException {
            hook.disconnectAll();
            Object payload = new Object();
            isOver = false;
            connect();
            emit(payload);
            isOver = true;
            misbehaving.close();
            joinThreads();
            hook.disconnectAll();
            others.clear();
            before.clear();
            after.clear();
            late.clear();
            HOOKS.add(hook);
            PAYLOADS.add(new WeakReference<>(payload));
        }
    }

    /** What a timer returns; only cancelling it does anything. */
    private record BadFuture(Runnable whenCancelled) implements ScheduledFuture<Object> {
        @Override
        public long getDelay(TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(java.util.concurrent.Delayed other) {
            return 0;
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            whenCancelled.run();
            return true;
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public boolean isDone() {
            return false;
        }

        @Override
        public Object get() {
            return "";
        }

        @Override
        public Object get(long timeout, TimeUnit unit) {
            return "";
        }
    }
}
