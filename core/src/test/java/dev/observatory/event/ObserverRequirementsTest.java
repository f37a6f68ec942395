package dev.observatory.event;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.observatory.hook.ConnectionBuilder1;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObserverRequirementsTest {
    private final EventPoint event = Events.define("quick");
    private final List<EventData> untimed = new ArrayList<>();
    private final List<EventData> timed = new ArrayList<>();
    private final List<Subscription> global = new ArrayList<>();

    @AfterEach
    void close() {
        global.forEach(Subscription::close);
    }

    private ConnectionBuilder1<EventData> untimed() {
        return event.completed().with().untimed();
    }

    private void call() {
        EventCall call = event.begin(null);
        if (call != null) {
            call.complete("result");
        }
    }

    @Test
    void callWhoseObserversAreAllUntimedHasNoTimes() {
        untimed().connect(untimed::add);
        call();

        EventData data = untimed.get(0);
        assertThat(data.isTimed()).isFalse();
        assertThat(data.result()).isEqualTo("result");
        String message = "Call [" + data.callId() + "] of event [quick] was not timed";
        assertThatIllegalStateException().isThrownBy(data::duration).withMessageStartingWith(message);
        assertThatIllegalStateException().isThrownBy(data::started).withMessageStartingWith(message);
    }

    @Test
    void oneTimedObserverOfAnyHookOfTheCallMakesItTimed() {
        untimed().connect(untimed::add);
        Subscription other = event.crashed().connect(timed::add);
        call();
        other.close();
        call();
        global.add(Events.any(EventStatus.EXITED).connect(timed::add));
        call();

        assertThat(untimed).extracting(EventData::isTimed).containsExactly(true, false, true);
        assertThat(timed).extracting(EventData::isTimed).containsExactly(true);
        assertThat(timed.get(0).duration().isNegative()).isFalse();
        assertThat(timed.get(0).started()).isNotNull();
    }

    @Test
    void timedObserverIsNotNotifiedOfACallThatBeganUntimed() {
        untimed().connect(untimed::add);
        EventCall running = event.begin(null);
        assertThat(running).isNotNull();
        event.completed().connect(timed::add);
        global.add(Events.any(EventStatus.COMPLETED).connect(timed::add));
        running.complete(null);
        assertThat(untimed).hasSize(1);
        assertThat(timed).isEmpty();

        call();
        assertThat(untimed).hasSize(2);
        assertThat(timed).hasSize(2).allMatch(EventData::isTimed);
    }

    @Test
    void optionsAreCombined() {
        untimed().once().connect(untimed::add);
        untimed().filter(data -> data.result() == null).connect(timed::add);
        call();
        call();

        assertThat(untimed).extracting(EventData::isTimed).containsExactly(false);
        assertThat(timed).isEmpty();
        assertThat(event.completed().observers()).singleElement().satisfies(info -> assertThat(info.options())
                .isEqualTo("filtered, untimed"));
    }

    @Test
    void untimedObserverIsDescribed() {
        untimed().connect(untimed::add);

        assertThat(event.completed().observers()).singleElement().satisfies(info -> assertThat(info.options())
                .isEqualTo("untimed"));
    }

    @Test
    void callsThatObserversMakeMayBeUntimed() {
        EventPoint outer = Events.define("outer");
        outer.completed().with().untimed().connect(data -> call());
        untimed().connect(untimed::add);
        EventCall call = outer.begin(null);
        assertThat(call).isNotNull();
        call.complete(null);

        assertThat(untimed).extracting(EventData::isTimed).containsExactly(false);
    }

    @Test
    void failingUntimedObserverDoesNotKeepTheOthersFromBeingCalled() {
        untimed().connect(data -> {
            throw new IllegalStateException("intended");
        });
        untimed().connect(untimed::add);
        global.add(Events.any(EventStatus.COMPLETED).with().untimed().connect(untimed::add));
        call();

        assertThat(untimed).hasSize(2).noneMatch(EventData::isTimed);
    }

    @Test
    void closedTimedObserverAmongManyNoLongerRequiresTimes() {
        for (int i = 0; i < 40; i++) {
            untimed().connect(data -> untimed.add(data));
        }
        Subscription only = event.completed().connect(timed::add);
        call();
        only.close();
        untimed.clear();
        call();

        assertThat(timed).hasSize(1);
        assertThat(untimed).hasSize(40).noneMatch(EventData::isTimed);
    }

    private ConnectionBuilder1<EventData> withoutArguments() {
        return event.completed().with().withoutArguments();
    }

    /** Calls as woven code does, which collects the operands only if an observer may read them. */
    private Object begin(String argument) {
        boolean isWithout = EventWeaving.canDoWithoutOperands(event);
        return requireNonNull(
                EventWeaving.begin(EventWeaving.hooksOf(event), isWithout ? null : new Object[] {this, argument}));
    }

    private void call(String argument) {
        EventWeaving.complete(begin(argument), "result");
    }

    @Test
    void operandsAreNotCollectedWhileNoObserverReadsThem() {
        withoutArguments().connect(untimed::add);
        call("a");

        EventData data = untimed.get(0);
        assertThat(data.areArgumentsReleased()).isTrue();
        assertThat(data.args()).isEmpty();
        assertThat(data.arguments()).isEmpty();
        assertThat(data.target()).isNull();
        assertThat(data.result()).isEqualTo("result");
        assertThat(data.isTimed()).isTrue();
    }

    @Test
    void oneObserverOfArgumentsMakesWovenCodeCollectThem() {
        withoutArguments().connect(untimed::add);
        Subscription reading = event.completed().with().untimed().connect(timed::add);
        call("a");
        reading.close();
        call("b");
        global.add(Events.any(EventStatus.CRASHED).connect(timed::add));
        call("c");

        assertThat(untimed).extracting(EventData::args).containsExactly(List.of("a"), List.of(), List.of("c"));
        assertThat(timed).extracting(EventData::args).containsExactly(List.of("a"));
    }

    @Test
    void observerOfArgumentsIsNotNotifiedOfACallThatBeganWithoutThem() {
        withoutArguments().untimed().connect(untimed::add);
        Object running = begin("a");
        event.completed().with().untimed().connect(timed::add);
        EventWeaving.complete(running, null);
        assertThat(untimed).hasSize(1);
        assertThat(timed).isEmpty();

        call("b");
        assertThat(timed).extracting(EventData::args).containsExactly(List.of("b"));
    }

    @Test
    void explicitCallsAlwaysHaveTheirArguments() {
        withoutArguments().connect(untimed::add);
        EventCall call = event.begin(this, "a");
        assertThat(call).isNotNull();
        call.complete(null);

        assertThat(untimed.get(0).args()).containsExactly("a");
    }

    @Test
    void observersOfSingleObjectsNeedTheTarget() {
        event.bind(this).completed().with().withoutArguments().connect(untimed::add);
        call("a");

        assertThat(untimed).hasSize(1);
    }

    @Test
    void bothRequirementsAreDescribed() {
        withoutArguments().untimed().named("both").connect(untimed::add);

        assertThat(event.completed().observers()).singleElement().satisfies(info -> assertThat(info.options())
                .isEqualTo("untimed, without arguments"));
    }
}
