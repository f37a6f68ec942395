package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Target and arguments of a woven call, which are held softly while its method runs. */
class HeldArgumentsTest {
    private final EventPoint event = Events.define("HeldArgumentsTest." + System.identityHashCode(this));

    private EventCall begin(Object... operands) {
        return EventCall.begin(event.hooks(), EventCall.Origin.WOVEN, operands);
    }

    @Test
    void nestedCallsHaveTheirOwnUntilTheEnd() {
        List<Object> heard = new ArrayList<>();
        event.completed().connect(data -> heard.add(data.target() + " " + data.args()));

        for (int round = 0; round < 3; round++) {
            EventCall outer = begin("outer", round);
            for (int i = 0; i < 20; i++) {
                EventCall inner = begin("inner", i);
                inner.complete(null);
            }
            List<EventCall> deep = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                deep.add(begin("deep", i));
            }
            for (int i = 99; i >= 0; i--) {
                deep.get(i).complete(null);
            }
            outer.complete(null);
        }

        assertThat(heard).hasSize(3 * 121);
        assertThat(heard).element(0).isEqualTo("inner [0]");
        assertThat(heard).element(20).isEqualTo("deep [99]");
        assertThat(heard).element(120).isEqualTo("outer [0]");
        assertThat(heard).last().isEqualTo("outer [2]");
    }

    @Test
    void anObserverThatKeepsTheBeginningReadsThemOnAnotherThreadAndAfterTheEnd() {
        List<EventData> begun = new ArrayList<>();
        event.aboutToRun().connect(begun::add);

        EventCall call = begin("target", 1, 2);
        List<Object> during = CompletableFuture.supplyAsync(
                        () -> List.<Object>copyOf(begun.get(0).args()))
                .join();
        call.complete(null);
        EventCall other = begin("other", 3, 4);

        assertThat(during).containsExactly(1, 2);
        assertThat(begun.get(0).args()).containsExactly(1, 2);
        assertThat(begun.get(0).target()).isEqualTo("target");
        assertThat(begun.get(1).args()).containsExactly(3, 4);
        other.complete(null);
        assertThat(begun.get(1).areArgumentsReleased()).isFalse();
    }

    @Test
    void anAsynchronousResultKeepsThem() {
        List<EventData> ended = new ArrayList<>();
        event.completed().connect(ended::add);
        CompletableFuture<String> result = new CompletableFuture<>();

        begin("target", 1).complete(result);
        begin("other", 2).complete(null);
        result.complete("later");

        assertThat(ended).extracting(EventData::args).containsExactly(List.of(2), List.of(1));
    }

    @Test
    void callsThatEndInTheOrderOfTheirBeginningsKeepTheirOwn() {
        List<EventData> ended = new ArrayList<>();
        event.exited().connect(ended::add);

        EventCall first = begin("first", 1);
        EventCall second = begin("second", 2);
        first.complete(null);
        second.complete(null);
        begin("third", 3).complete(null);

        assertThat(ended).extracting(EventData::args).contains(List.of(1), List.of(3));
        assertThat(ended).allSatisfy(data -> assertThat(data.areArgumentsReleased() ? List.of(2) : data.args())
                .hasSize(1));
    }

    @Test
    void nothingIsHeldOnceTheCallHasEnded() {
        event.completed().connect(data -> {});
        Object argument = new Object();
        WeakReference<Object> held = new WeakReference<>(argument);

        begin(null, argument).complete(null);
        argument = null;

        assertThat(argument).isNull();
        for (int i = 0; i < 50 && !held.refersTo(null); i++) {
            System.gc();
        }
        assertThat(held.refersTo(null)).isTrue();
    }

    @Test
    void readingThemAtTheEndMakesLaterCallsHoldThemStrongly() {
        event.completed().connect(EventData::args);

        begin(null, 1).complete(null);

        assertThat(event.hooks().areOperandsReadLate()).isTrue();
    }

    @Test
    void readingThemAtTheBeginningDoesNot() {
        event.aboutToRun().connect(EventData::args);
        event.completed().connect(EventData::result);

        begin(null, 1).complete(null);

        assertThat(event.hooks().areOperandsReadLate()).isFalse();
    }
}
