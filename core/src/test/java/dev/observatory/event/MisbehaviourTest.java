package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.hook.Hook;
import dev.observatory.hook.Subscription;
import dev.observatory.hook.SubscriptionGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever an observer of an event does, at whatever moment: the program receives its own result or exception, the other observers
 * receive the whole call, and nothing of the call remains on the stack of the thread. One test for each moment, ending of the call
 * and misbehaviour.
 */
class MisbehaviourTest {

    private enum Moment {
        ABOUT_TO_RUN,
        PROGRESS,
        COMPLETED,
        CRASHED,
        EXITED,
        OF_THE_OBJECT,
        OF_ANY_EVENT
    }

    private enum Ending {
        RESULT,
        EXCEPTION,
        ERROR,
        STAGE,
        STAGE_ON_ANOTHER_THREAD
    }

    private enum Deed {
        THROWS_EXCEPTION,
        THROWS_ERROR,
        THROWS_STACK_OVERFLOW,
        THROWS_OUT_OF_MEMORY,
        CLOSES_ITSELF,
        CLOSES_ITSELF_AND_CONNECTS_AGAIN,
        CALLS_THE_EVENT,
        CALLS_ANOTHER_EVENT,
        TAGS,
        REPORTS_PROGRESS,
        REPORTS_PROGRESS_ON_ANOTHER_THREAD,
        ENDS_THE_CALL,
        LEAVES_A_CALL_OPEN
    }

    @TestFactory
    Stream<DynamicTest> theProgramAndTheOtherObserversDoNotNotice() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Moment moment : Moment.values()) {
            for (Ending ending : Ending.values()) {
                for (Deed deed : Deed.values()) {
                    tests.add(DynamicTest.dynamicTest(
                            moment + " " + ending + " " + deed, () -> new Scene(moment, ending, deed).play()));
                }
            }
        }
        return tests.stream();
    }

    private static final class Scene {
        private final EventPoint event = Events.define("event");
        private final EventPoint another = Events.define("another");
        private final Moment moment;
        private final Ending ending;
        private final Deed deed;
        private final List<String> heard = new ArrayList<>();
        private final List<Subscription> subscriptions = new ArrayList<>();
        private Subscription misbehaving = new SubscriptionGroup();
        private int depth;

        Scene(Moment moment, Ending ending, Deed deed) {
            this.moment = moment;
            this.ending = ending;
            this.deed = deed;
        }

        void play() throws Exception {
            connectMisbehaving();
            for (EventStatus status :
                    List.of(EventStatus.ABOUT_TO_RUN, EventStatus.COMPLETED, EventStatus.CRASHED, EventStatus.EXITED)) {
                subscriptions.add(event.hooks().of(status).connect(data -> heard.add(status.name())));
            }
            try {
                for (int i = 0; i < 2; i++) {
                    heard.clear();
                    callOnce();
                    boolean crashes = ending == Ending.EXCEPTION || ending == Ending.ERROR;
                    assertThat(heard).containsSubsequence("ABOUT_TO_RUN", crashes ? "CRASHED" : "COMPLETED", "EXITED");
                    assertThat(heard).hasSize(3);
                    assertThat(CallStack.innermost()).isNull();
                }
            } finally {
                misbehaving.close();
                subscriptions.forEach(Subscription::close);
            }
        }

        private void callOnce() throws Exception {
            CompletableFuture<String> stage = new CompletableFuture<>();
            Throwable failure =
                    ending == Ending.ERROR ? new AssertionError("of the program") : new Exception("its own");
            EventCall call = event.begin(this);
            Object result = null;
            Throwable thrown = null;
            try {
                Events.progress(1, 2, "item");
                result = switch (ending) {
                    case RESULT -> "result";
                    case EXCEPTION, ERROR -> throw failure;
                    case STAGE, STAGE_ON_ANOTHER_THREAD -> stage;
                };
                call.complete(result);
            } catch (Throwable caught) {
                thrown = caught;
                call.crash(caught);
            }
            if (ending == Ending.STAGE) {
                stage.complete("later");
            } else if (ending == Ending.STAGE_ON_ANOTHER_THREAD) {
                Thread thread = new Thread(() -> stage.complete("later"));
                thread.start();
                thread.join();
            }
            assertThat(thrown).isSameAs(result == null ? failure : null);
        }

        private void connectMisbehaving() {
            EventPoint point = moment == Moment.OF_THE_OBJECT ? event.bind(this) : event;
            misbehaving = switch (moment) {
                case ABOUT_TO_RUN -> connected(point.aboutToRun());
                case PROGRESS -> point.progressUpdated().connect(progress -> misbehave());
                case COMPLETED -> connected(point.completed());
                case CRASHED -> connected(point.crashed());
                case EXITED, OF_THE_OBJECT -> connected(point.exited());
                case OF_ANY_EVENT -> connected(Events.any(EventStatus.EXITED));
            };
        }

        private Subscription connected(Hook<Consumer<EventData>> hook) {
            return hook.connect(data -> {
                if (data.event() == event) {
                    misbehave();
                }
            });
        }

        private void misbehave() {
            if (depth > 0) {
                return;
            }
            depth++;
            try {
                act();
            } catch (InterruptedException interrupted) {
                throw new AssertionError(interrupted);
            } finally {
                depth--;
            }
        }

        private void act() throws InterruptedException {
            switch (deed) {
                case THROWS_EXCEPTION -> throw new IllegalStateException("staged");
                case THROWS_ERROR -> throw new AssertionError("staged");
                case THROWS_STACK_OVERFLOW -> throw new StackOverflowError("staged");
                case THROWS_OUT_OF_MEMORY -> throw new OutOfMemoryError("staged");
                case CLOSES_ITSELF -> misbehaving.close();
                case CLOSES_ITSELF_AND_CONNECTS_AGAIN -> {
                    misbehaving.close();
                    connectMisbehaving();
                }
                case CALLS_THE_EVENT -> call(event);
                case CALLS_ANOTHER_EVENT -> call(another);
                case TAGS -> Events.tag("by", "an observer");
                case REPORTS_PROGRESS -> Events.progress(1, 3, "of an observer");
                case REPORTS_PROGRESS_ON_ANOTHER_THREAD -> {
                    EventCall current = Events.current().orElse(null);
                    Thread thread = new Thread(() -> {
                        if (current != null) {
                            current.tag("on", "another thread");
                        }
                        Events.progress(1, 3, "elsewhere");
                    });
                    thread.start();
                    thread.join();
                }
                case ENDS_THE_CALL ->
                    Events.current().ifPresent(call -> {
                        if (moment != Moment.ABOUT_TO_RUN && moment != Moment.PROGRESS) {
                            call.complete("by an observer");
                        }
                    });
                case LEAVES_A_CALL_OPEN -> another.begin(null);
            }
        }

        private static void call(EventPoint point) {
            try {
                point.call(() -> "called by an observer");
            } catch (Exception impossible) {
                throw new AssertionError(impossible);
            }
        }
    }
}
