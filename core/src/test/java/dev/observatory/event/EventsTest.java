package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.observatory.hook.Pause;
import dev.observatory.hook.PauseMode;
import dev.observatory.hook.Subscription;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Events as a plain library, without the agent. */
class EventsTest {
    private final List<String> heard = new ArrayList<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final EventPoint rebuild = Events.define("rebuild");

    @AfterEach
    void closeSubscriptions() {
        subscriptions.forEach(Subscription::close);
    }

    private void record(EventPoint event) {
        event.aboutToRun().connect(data -> heard.add(data.toString().replaceAll(" #\\d+", "") + data.tags()));
        event.completed().connect(data -> heard.add("completed " + data.result() + data.tags()));
        event.crashed().connect(data -> heard.add("crashed " + data.excDesc() + data.tags()));
        event.exited().connect(data -> heard.add("exited " + data.crashed() + data.tags()));
        event.progressUpdated()
                .connect(progress -> heard.add(progress.status() + " " + progress.done() + "/" + progress.length() + " "
                        + progress.currentItem()));
    }

    @Nested
    class OneCall {

        @Test
        void thatReturnsIsAboutToRunThenCompletedThenExited() throws Exception {
            record(rebuild);

            String result = rebuild.call(() -> "built");

            assertThat(result).isEqualTo("built");
            assertThat(heard).containsExactly("rebuild ABOUT_TO_RUN{}", "completed built{}", "exited false{}");
        }

        @Test
        void thatThrowsIsCrashedThenExitedAndTheSameExceptionIsThrown() {
            record(rebuild);
            IOException thrown = new IOException("disk full");

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> rebuild.call(() -> {
                        throw thrown;
                    }))
                    .isSameAs(thrown);
            assertThat(heard)
                    .containsExactly(
                            "rebuild ABOUT_TO_RUN{}", "crashed java.io.IOException: disk full{}", "exited true{}");
        }

        @Test
        void hasOneIdInAllItsEmissionsAndTheIdOfTheCallAroundIt() throws Exception {
            List<EventData> all = new ArrayList<>();
            rebuild.aboutToRun().connect(all::add);
            rebuild.completed().connect(all::add);
            rebuild.exited().connect(all::add);
            Instant before = Instant.now();

            rebuild.call(() -> null);

            assertThat(all)
                    .extracting(EventData::callId)
                    .containsOnly(all.get(0).callId());
            assertThat(all)
                    .extracting(EventData::status)
                    .containsExactly(EventStatus.ABOUT_TO_RUN, EventStatus.COMPLETED, EventStatus.EXITED);
            assertThat(all).extracting(EventData::thread).containsOnly(Thread.currentThread());
            assertThat(all.get(0).duration()).isZero();
            assertThat(all.get(1).duration()).isPositive().isEqualTo(all.get(2).duration());
            assertThat(all.get(0).started())
                    .isAfterOrEqualTo(before.minusMillis(50))
                    .isBeforeOrEqualTo(Instant.now().plusMillis(50));
            assertThat(all.get(0).parentId()).isZero();
            assertThat(all.get(0).excTrace()).isNull();
        }

        @Test
        void aCrashHasItsWholeStackTrace() {
            List<EventData> crashes = new ArrayList<>();
            rebuild.crashed().connect(crashes::add);

            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> rebuild.call(() -> {
                        throw new IllegalStateException("outer", new IOException("inner"));
                    }));

            assertThat(crashes.get(0).excTrace())
                    .contains("IllegalStateException: outer", "EventsTest", "Caused by: java.io.IOException: inner");
        }

        @Test
        void anObserverThatFailsHarmsNeitherTheCallNorTheOthers() throws Exception {
            rebuild.aboutToRun().connect(data -> {
                throw new IllegalStateException("observer");
            });
            rebuild.completed().connect(data -> {
                throw new StackOverflowError("observer");
            });
            record(rebuild);

            assertThat(rebuild.call(() -> 5)).isEqualTo(5);

            assertThat(heard).containsExactly("rebuild ABOUT_TO_RUN{}", "completed 5{}", "exited false{}");
        }

        @Test
        void aCallThatItsOwnObserverMakesIsNotObserved() throws Exception {
            record(rebuild);
            rebuild.completed().connect(data -> heard.add("nested " + callRebuild()));

            rebuild.call(() -> "outer");

            assertThat(heard)
                    .containsExactly("rebuild ABOUT_TO_RUN{}", "completed outer{}", "nested inner", "exited false{}");
        }

        private String callRebuild() {
            try {
                return rebuild.call(() -> "inner");
            } catch (Exception impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    @Nested
    class GlobalHooks {

        @Test
        void getEveryEventAfterItsOwnObservers() throws Exception {
            subscriptions.add(Events.any(EventStatus.COMPLETED).connect(data -> heard.add("any " + data.name())));
            rebuild.completed().connect(data -> heard.add("own"));

            rebuild.call(() -> null);
            Events.define("other").call(() -> null);

            assertThat(heard).containsExactly("own", "any rebuild", "any other");
        }

        @Test
        void existOnlyForStatusesThatEmitEventData() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.any(EventStatus.NEVER_RUN))
                    .withMessage("Status [NEVER_RUN] has no hook that emits event data; "
                            + "ABOUT_TO_RUN, COMPLETED, CRASHED and EXITED have");
        }

        @Test
        void makeEveryEventObservedWhileTheyAre() {
            assertThat(rebuild.isObserved()).isFalse();

            Subscription all = Events.anyProgress().connect(progress -> {});
            assertThat(rebuild.isObserved()).isTrue();

            all.close();
            assertThat(rebuild.isObserved()).isFalse();
        }
    }

    @Nested
    class WhatObserversDo {
        private final EventPoint other = Events.define("other");
        private final EventPoint within = Events.define("within");

        @Test
        void isNotReportedToGlobalObservers() throws Exception {
            observeAll();
            rebuild.completed().connect(data -> run(other, () -> null));

            rebuild.call(() -> null);
            other.call(() -> null);

            assertThat(heard)
                    .containsExactly(
                            "any rebuild ABOUT_TO_RUN",
                            "any rebuild COMPLETED",
                            "any other ABOUT_TO_RUN",
                            "any other COMPLETED");
        }

        @Test
        void isReportedToObserversOfTheEventOrTheObject() throws Exception {
            Object desk = new Object();
            observeAll();
            other.completed().connect(data -> heard.add("own " + data.name()));
            other.bind(desk).exited().connect(data -> heard.add("bound " + data.name()));
            rebuild.completed().connect(data -> other.begin(desk).complete(null));

            rebuild.call(() -> null);

            assertThat(heard)
                    .containsExactly("any rebuild ABOUT_TO_RUN", "own other", "bound other", "any rebuild COMPLETED");
        }

        @Test
        void includesWhatRunsInsideTheirCalls() throws Exception {
            observeAll();
            other.aboutToRun().connect(data -> heard.add("own other"));
            rebuild.aboutToRun().connect(data -> run(other, () -> run(within, () -> null)));

            rebuild.call(() -> null);
            within.call(() -> null);

            assertThat(heard)
                    .containsExactly(
                            "own other",
                            "any rebuild ABOUT_TO_RUN",
                            "any rebuild COMPLETED",
                            "any within ABOUT_TO_RUN",
                            "any within COMPLETED");
        }

        @Test
        void whileAllIsObservedEndsWithTheFirstCall() throws Exception {
            subscriptions.add(Events.any(EventStatus.EXITED).connect(data -> {
                heard.add("any " + data.name());
                run(data.event() == other ? rebuild : other, () -> run(within, () -> null));
            }));

            rebuild.call(() -> null);

            assertThat(heard).containsExactly("any rebuild");
        }

        @Test
        void isNoProgressToTheGlobalObserversEither() throws Exception {
            subscriptions.add(Events.anyProgress().connect(progress -> heard.add("any " + progress.name())));
            other.progressUpdated().connect(progress -> heard.add("own " + progress.name()));
            rebuild.completed()
                    .connect(data -> run(other, () -> {
                        Events.progress(1, 2, "item");
                        return null;
                    }));

            rebuild.call(() -> null);
            other.call(() -> {
                Events.progress(2, 2, "item");
                return null;
            });

            assertThat(heard).containsExactly("own other", "own other", "any other");
        }

        @Test
        void staysTheirsWhenAPauseHasKeptIt() throws Exception {
            observeAll();
            other.completed().connect(data -> heard.add("own other"));
            rebuild.completed().connect(data -> run(other, () -> null));

            try (Pause pause = other.completed().paused(PauseMode.BUFFER)) {
                rebuild.call(() -> null);
            }

            assertThat(heard).containsExactly("any rebuild ABOUT_TO_RUN", "any rebuild COMPLETED", "own other");
        }

        private void observeAll() {
            for (EventStatus status : List.of(EventStatus.ABOUT_TO_RUN, EventStatus.COMPLETED)) {
                subscriptions.add(Events.any(status).connect(data -> heard.add("any " + data.name() + " " + status)));
            }
        }

        private static <T> T run(EventPoint event, Callable<T> action) {
            try {
                return event.call(action);
            } catch (Exception impossible) {
                throw new AssertionError(impossible);
            }
        }
    }

    @Nested
    class Tags {
        private final EventPoint inner = Events.define("inner");

        @Test
        void belongToTheExecutionTheyWereSetIn() throws Exception {
            record(rebuild);
            record(inner);

            rebuild.call(() -> {
                Events.tag("a", 1);
                inner.call(() -> {
                    Events.tag("b", 2);
                    return null;
                });
                Events.tag("c", 3);
                return null;
            });

            assertThat(heard)
                    .containsExactly(
                            "rebuild ABOUT_TO_RUN{}",
                            "inner ABOUT_TO_RUN{}",
                            "completed null{b=2}",
                            "exited false{b=2}",
                            "completed null{a=1, c=3}",
                            "exited false{a=1, c=3}");
        }

        @Test
        void ofAnUnobservedEventDoNotLandOnTheOneAroundIt() throws Exception {
            record(rebuild);

            rebuild.call(() -> inner.call(() -> {
                Events.tag("lost", 1);
                assertThat(Events.current()).isEmpty();
                return null;
            }));

            assertThat(heard).containsExactly("rebuild ABOUT_TO_RUN{}", "completed null{}", "exited false{}");
        }

        @Test
        void ofAnUnobservedEventBegunByHandDoNotLandOnTheOneAroundIt() throws Exception {
            record(rebuild);

            rebuild.call(() -> {
                EventCall byHand = inner.begin(null);
                Events.tag("lost", 1);
                byHand.complete(null);
                Events.tag("kept", 2);
                return null;
            });

            assertThat(heard)
                    .containsExactly("rebuild ABOUT_TO_RUN{}", "completed null{kept=2}", "exited false{kept=2}");
        }

        @Test
        void ofRecursiveCallsAreKeptApart() throws Exception {
            record(rebuild);

            rebuild.call(() -> {
                Events.tag("depth", 0);
                return rebuild.call(() -> {
                    Events.tag("depth", 1);
                    return null;
                });
            });

            assertThat(heard).contains("completed null{depth=1}", "completed null{depth=0}");
        }

        @Test
        void canBeSetByAnObserverOfAboutToRun() throws Exception {
            rebuild.aboutToRun().connect(data -> Events.tag("from", "observer"));
            rebuild.exited().connect(data -> heard.add(data.tags().toString()));

            rebuild.call(() -> null);

            assertThat(heard).containsExactly("{from=observer}");
        }

        @Test
        void ofAStoredRecordStayAsTheyWere() throws Exception {
            List<EventData> stored = new ArrayList<>();
            rebuild.aboutToRun().connect(stored::add);

            rebuild.call(() -> {
                Events.tag("later", 1);
                return null;
            });

            assertThat(stored.get(0).tags()).isEmpty();
            assertThat(stored.get(0).status()).isEqualTo(EventStatus.ABOUT_TO_RUN);
        }

        @Test
        void outsideAnyEventGoNowhere() {
            Events.tag("nowhere", 1);

            assertThat(Events.current()).isEmpty();
        }
    }

    @Nested
    class Progress {

        private List<String> trackInCall(Iterable<String> items) throws Exception {
            rebuild.progressUpdated()
                    .connect(progress -> heard.add(progress.status() + " " + progress.iteration() + " "
                            + progress.done() + "/" + progress.length() + " " + progress.fraction() + " "
                            + progress.currentItem()));
            return rebuild.call(() -> {
                List<String> seen = new ArrayList<>();
                for (String item : Events.track(items)) {
                    seen.add(item);
                }
                return seen;
            });
        }

        @Test
        void isEmittedAfterEachItemAndOnceAtTheEnd() throws Exception {
            List<String> seen = trackInCall(List.of("a", "b"));

            assertThat(seen).containsExactly("a", "b");
            assertThat(heard)
                    .containsExactly(
                            "PROGRESS_UPDATED 1 1/2 0.5 a", "PROGRESS_UPDATED 2 2/2 1.0 b", "COMPLETED 2 2/2 1.0 b");
        }

        @Test
        void ofNothingAtAllIsComplete() throws Exception {
            trackInCall(List.of());

            assertThat(heard).containsExactly("COMPLETED 0 0/0 1.0 null");
        }

        @Test
        void ofUnknownLengthHasNoFraction() throws Exception {
            Iterable<String> unknown = () -> Stream.of("a").iterator();

            trackInCall(unknown);

            assertThat(heard).containsExactly("PROGRESS_UPDATED 1 1/-1 -1.0 a", "COMPLETED 1 1/-1 -1.0 a");
        }

        @Test
        void isTrackedThroughArraysStreamsAndIterators() throws Exception {
            record(rebuild);

            rebuild.call(() -> {
                for (String item : Events.track(new String[] {"array"})) {
                    heard.add(item);
                }
                for (String item : Events.track(Stream.of("stream", "two").filter(s -> s.length() > 3))) {
                    heard.add(item);
                }
                for (String item : Events.track(Stream.of("sized"))) {
                    heard.add(item);
                }
                Iterator<String> iterator = Arrays.asList("iterator").iterator();
                for (String item : Events.track(iterator)) {
                    heard.add(item);
                }
                return null;
            });

            assertThat(heard)
                    .containsSubsequence("array", "PROGRESS_UPDATED 1/1 array", "COMPLETED 1/1 array")
                    .containsSubsequence("stream", "PROGRESS_UPDATED 1/-1 stream", "COMPLETED 1/-1 stream")
                    .containsSubsequence("sized", "PROGRESS_UPDATED 1/1 sized", "COMPLETED 1/1 sized")
                    .containsSubsequence("iterator", "PROGRESS_UPDATED 1/-1 iterator", "COMPLETED 1/-1 iterator");
        }

        @Test
        void ofALoopThatIsLeftEarlyIsEmittedWhenTheEventEnds() throws Exception {
            record(rebuild);

            rebuild.call(() -> {
                for (String item : Events.track(List.of("a", "b", "c"))) {
                    if (item.equals("b")) {
                        break;
                    }
                }
                return null;
            });

            assertThat(heard)
                    .containsExactly(
                            "rebuild ABOUT_TO_RUN{}",
                            "PROGRESS_UPDATED 1/3 a",
                            "EXITED 1/3 b",
                            "completed null{}",
                            "exited false{}");
        }

        @Test
        void canBeReportedExplicitly() throws Exception {
            record(rebuild);

            rebuild.call(() -> {
                Events.progress(3, 10, "third");
                return null;
            });

            assertThat(heard).contains("PROGRESS_UPDATED 3/10 third");
        }

        @Test
        void refusesNumbersThatMakeNoSense() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.progress(-1, 3, null))
                    .withMessage("done [-1] must not be negative; count the finished items from 0");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.progress(1, -2, null))
                    .withMessage("length [-2] must not be less than -1; use -1 if it is unknown");
        }

        @Test
        void outsideAnObservedEventReturnsTheSameIterable() {
            List<String> items = List.of("a");

            assertThat(Events.track(items)).isSameAs(items);
        }
    }

    @Nested
    class LookUp {

        static class Shop {
            @Event(name = "buy", description = "takes money", extra = @Extra(key = "vat", value = "20"))
            int order(String what, int count) {
                return count;
            }

            @Event
            void refund(int order) {}

            @Event
            void refund(String order) {}

            @Event
            void refund() {}

            void untagged() {}
        }

        static class Branch extends Shop {}

        @Test
        void findsTheSamePointEveryTimeAndInSubclassesToo() {
            EventPoint order = Events.of(Shop.class, "order");

            assertThat(order).isSameAs(Events.of(Branch.class, "order", String.class, int.class));
            assertThat(order.name()).isEqualTo("buy");
            assertThat(order.action()).isNotNull().extracting("name").isEqualTo("order");
            assertThat(order.isWoven()).isFalse();
            assertThat(new Shop().order("x", 3)).isEqualTo(3);
        }

        @Test
        void picksAnOverloadByItsParameterTypes() {
            assertThat(Events.of(Shop.class, "refund", int.class))
                    .isNotSameAs(Events.of(Shop.class, "refund", String.class));
            assertThat(Events.of(Shop.class, "refund", new Class<?>[0]).action().getParameterCount())
                    .isZero();
        }

        @Test
        void namesTheCandidatesWhenItCannotChoose() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.of(Shop.class, "refund"))
                    .withMessage(
                            "Event [refund] of class [" + Shop.class.getName()
                                    + "] is ambiguous; specify the parameter types of one of [refund(), refund(String), refund(int)]");
        }

        @Test
        void namesTheCandidatesWhenThereIsNone() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.of(Branch.class, "untagged"))
                    .withMessage("Class [" + Branch.class.getName() + "] has no event [untagged]; "
                            + "a method of that name exists, tag it @Event; "
                            + "its events are [order(String, int), refund(), refund(String), refund(int)]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.of(Shop.class, "refund", long.class))
                    .withMessageContaining("has no event [refund(long)]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.of(String.class, "length"))
                    .withMessageContaining("none of its methods is tagged @Event");
        }

        @Test
        void anEventBegunByHandCarriesTargetAndArguments() {
            EventPoint order = Events.of(Shop.class, "order");
            List<EventData> seen = new ArrayList<>();
            assertThat(order.begin(this, "unobserved", 1)).isNull();
            subscriptions.add(order.completed().connect(seen::add));

            EventCall call = order.begin(this, "tea", 2);
            call.tag("by", "hand");
            call.complete(2);
            call.crash(new IllegalStateException("too late"));

            assertThat(seen).hasSize(1);
            EventData data = seen.get(0);
            assertThat(data.target()).isSameAs(this);
            assertThat(data.args()).containsExactly("tea", 2);
            assertThat(data.args()).isUnmodifiable();
            assertThat(data.arguments()).containsExactly(Map.entry("what", "tea"), Map.entry("count", 2));
            assertThat(data.extra()).containsExactly(Map.entry("vat", "20"));
            assertThat(data.description()).isEqualTo("takes money");
            assertThat(data.tags()).containsExactly(Map.entry("by", "hand"));
            assertThat(Events.current()).isEmpty();
        }
    }
}
