package dev.observatory.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.event.Event;
import dev.observatory.event.EventPoint;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.hook.Subscription;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The door as woven bytecode uses it: link, enter, exit. */
class MethodSiteTest {
    private static final MethodType SITE = MethodType.methodType(Object.class, Object.class, int.class);

    /** One class per test, since a site is linked to its class for good. */
    private static CallSite link(MethodHandles.Lookup lookup) {
        return Weave.method(lookup, "instance", SITE, "half", "(I)I", "whole");
    }

    static class Once {
        @Event
        int half(int n) {
            return n / 2;
        }

        static MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }
    }

    static class Often {
        @Event
        int half(int n) {
            return n / 2;
        }

        static MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }
    }

    static class Late {
        @Event
        int half(int n) {
            return n / 2;
        }

        static MethodHandles.Lookup lookup() {
            return MethodHandles.lookup();
        }
    }

    @Test
    void aSiteReturnsATokenOnlyWhileAnObserverIsConnected() throws Throwable {
        CallSite site = link(Once.lookup());
        MethodHandle enter = site.dynamicInvoker();
        Once target = new Once();
        EventPoint half = Events.of(Once.class, "half");
        List<String> seen = new ArrayList<>();

        assertThat(enter.invoke(target, 4)).isNull();
        assertThat(half.isWoven()).isTrue();

        try (Subscription open = half.completed().connect(data -> seen.add(data.arguments() + "=" + data.result()))) {
            Object token = enter.invoke(target, 4);
            assertThat(Weave.exit(2, token)).isEqualTo(2);
        }

        assertThat(enter.invoke(target, 4)).isNull();
        assertThat(seen).containsExactly("{whole=4}=2");
    }

    @Test
    void aSiteThatTogglesOftenSettlesAndStaysCorrect() throws Throwable {
        CallSite site = link(Often.lookup());
        MethodHandle enter = site.dynamicInvoker();
        EventPoint half = Events.of(Often.class, "half");
        List<Object> seen = new ArrayList<>();

        MethodHandle settled = null;
        for (int round = 1; round <= ObservationSite.MAX_RELINKS * 2; round++) {
            try (Subscription open = half.completed().connect(data -> seen.add(data.result()))) {
                Weave.exit(round, enter.invoke(new Often(), 1));
            }
            assertThat(enter.invoke(new Often(), 1)).isNull();
            if (round == ObservationSite.MAX_RELINKS) {
                settled = site.getTarget();
            }
        }

        assertThat(seen).hasSize(ObservationSite.MAX_RELINKS * 2);
        assertThat(site.getTarget()).isSameAs(settled);
    }

    @Test
    void aSiteThatIsLinkedWhileAllEventsAreObservedIsObservedAtOnce() throws Throwable {
        List<Object> seen = new ArrayList<>();

        try (Subscription all = Events.any(EventStatus.EXITED).connect(data -> seen.add(data.name()))) {
            Object token = link(Late.lookup()).dynamicInvoker().invoke(new Late(), 1);
            Weave.exit(0, token);
        }

        assertThat(seen).containsExactly("half");
    }

    @Test
    void aCrashReturnsTheSameException() {
        Throwable thrown = new IllegalStateException();

        assertThat(Weave.crash(thrown, null)).isSameAs(thrown);
    }
}
