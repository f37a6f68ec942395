package dev.observatory.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.event.EventData;
import dev.observatory.event.EventPoint;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.event.Observes;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.EventHook0;
import dev.observatory.hook.HookOptions;
import dev.observatory.runtime.LateObservers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Static observers of classes that the agent has announced. */
class StaticObserversTest {
    private static final List<String> RECEIVED = new ArrayList<>();

    static final class Hooks {
        static final EventHook<String> FIRST = new EventHook<>("first");
        static EventHook<String> later;
        static final EventHook<String> FED =
                new EventHook<>(HookOptions.named("fed").onDemand(Hooks::feed));

        static final EventHook<String> DETACHING =
                new EventHook<>(HookOptions.named("detaching").onDemand(AgentBridge::agentDetached));

        private static void feed() {
            if (FED.isObserved()) {
                FED.emit("on demand");
            }
        }
    }

    static final class OfFirst {
        @Observes(type = Hooks.class, hook = "FIRST")
        static void received(String value) {
            RECEIVED.add("first " + value);
        }
    }

    static final class OfFed {
        @Observes(type = Hooks.class, hook = "FED")
        static void received(String value) {
            RECEIVED.add("fed " + value);
        }
    }

    static final class OfDetaching {
        @Observes(type = Hooks.class, hook = "DETACHING")
        static void received(String value) {
            RECEIVED.add("detaching " + value);
        }
    }

    static final class OfLater {
        @Observes(type = Hooks.class, hook = "later")
        static void received(String value) {
            RECEIVED.add("later " + value);
        }
    }

    static final class OfAnyEvent {
        @Observes(status = EventStatus.COMPLETED)
        static void completed(EventData data) {
            RECEIVED.add("completed " + data.name());
        }
    }

    static final class Misfit {
        @Observes(type = Hooks.class, hook = "FIRST")
        static void received(Integer value) {
            RECEIVED.add("misfit " + value);
        }
    }

    @AfterEach
    void detach() {
        AgentBridge.agentDetached();
        RECEIVED.clear();
    }

    @Test
    void areConnectedBeforeTheNextEmissionWithoutAnObserver() {
        Hooks.FIRST.emit("before");
        AgentBridge.announceObservers(() -> OfFirst.class);

        Hooks.FIRST.emit("after");

        assertThat(RECEIVED).containsExactly("first after");
        assertThat(LateObservers.areWaiting()).isFalse();
    }

    /** As when one thread connects while another emits: the hook then has an observer, so that the emission connects none. */
    @Test
    void areCalledByAnEmissionInTheMiddleOfConnecting() {
        AgentBridge.announceObservers(() -> OfFed.class);

        Hooks.FED.emit("after");

        assertThat(RECEIVED).containsExactly("fed on demand", "fed after");
    }

    @Test
    void areDisconnectedIfTheAgentDetachesInTheMiddleOfConnecting() {
        AgentBridge.announceObservers(() -> OfDetaching.class);

        Hooks.DETACHING.emit("after");

        assertThat(Hooks.DETACHING.isObserved()).isFalse();
        assertThat(RECEIVED).isEmpty();
    }

    @Test
    void areConnectedBeforeTheNextCallWithoutAnObserver() throws Exception {
        EventPoint work = Events.define("work");
        AgentBridge.announceObservers(() -> OfAnyEvent.class);

        work.call(() -> "done");

        assertThat(RECEIVED).containsExactly("completed work");
    }

    @Test
    void areConnectedOnceTheHookIsSet() {
        Hooks.later = null;
        AgentBridge.announceObservers(() -> OfLater.class);
        new EventHook0("unrelated").emit();
        assertThat(LateObservers.areWaiting()).isTrue();

        Hooks.later = new EventHook<>("later");
        Hooks.later.emit("one");

        assertThat(RECEIVED).containsExactly("later one");
        assertThat(AgentBridge.observersNotConnected()).isEmpty();
    }

    @Test
    void thatDoNotFitAreReportedAndDoNotAffectOthers() {
        AgentBridge.announceObservers(() -> Misfit.class);
        AgentBridge.announceObservers(() -> OfFirst.class);

        Hooks.FIRST.emit("one");

        assertThat(RECEIVED).containsExactly("first one");
        assertThat(AgentBridge.observersNotConnected()).containsOnlyKeys(Misfit.class.getName());
        assertThat(LateObservers.areWaiting()).isFalse();
    }

    @Test
    void thatAreNeverLoadedDoNotAffectEmissions() {
        AgentBridge.announceObservers(() -> null);
        EventHook<String> hook = new EventHook<>("hook");
        for (int i = 0; i < 1_000; i++) {
            hook.emit("unobserved");
        }
        hook.connect(RECEIVED::add);

        hook.emit("observed");

        assertThat(RECEIVED).containsExactly("observed");
        AgentBridge.agentDetached();
        assertThat(LateObservers.areWaiting()).isFalse();
    }

    @Test
    void areDisconnectedWhenTheAgentDetaches() {
        assertThat(AgentBridge.connectObservers(OfFirst.class)).isNull();
        Hooks.FIRST.emit("attached");

        AgentBridge.agentDetached();
        Hooks.FIRST.emit("detached");

        assertThat(RECEIVED).containsExactly("first attached");
    }

    @Test
    void ofAClassWithoutAnyAreRefused() {
        assertThat(AgentBridge.connectObservers(Hooks.class))
                .isEqualTo("no static method of the class is tagged @Observes or @Subscribes");
    }
}
