package dev.observatory.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Garbage;
import dev.observatory.hook.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What machines hold, and for how long. */
class LeakTest {
    private final TrafficLight light = new TrafficLight();

    private static final class Listener implements Consumer<Transition> {
        private final List<Transition> heard = new ArrayList<>();

        @Override
        public void accept(Transition transition) {
            heard.add(transition);
        }
    }

    private Garbage.Watch closed() {
        Listener listener = new Listener();
        Subscription subscription = light.updated().connect(listener);
        light.toGreen.fire();
        subscription.close();
        assertThat(listener.heard).hasSize(1);
        return Garbage.watch(listener);
    }

    @Test
    void anObserverThatIsClosedIsGarbageThoughTheMachineLives() {
        closed().await();

        assertThat(light.updated().isObserved()).isFalse();
    }

    private Garbage.Watch observedMachine(Listener listener) {
        TrafficLight observed = new TrafficLight();
        observed.updated().connect(listener);
        observed.red.exited().connect(listener);
        observed.toGreen.fire();
        listener.heard.clear();
        return Garbage.watch(observed);
    }

    @Test
    void aMachineIsGarbageThoughItsObserverLives() {
        Listener listener = new Listener();

        observedMachine(listener).await();

        assertThat(listener.heard).isEmpty();
    }

    private static final class Payload {}

    private static final class Carrier extends Machine {
        final State only = initial("ONLY");
        final Trigger.Of<Payload> carry = trigger(Payload.class, only.to(only));
    }

    private static Garbage.Watch payloadOf(Carrier carrier) {
        Payload payload = new Payload();
        carrier.carry.fire(payload);
        return Garbage.watch(payload);
    }

    @Test
    void aPayloadIsGarbageOnceTheTransitionIsOver() {
        Carrier carrier = new Carrier();
        carrier.updated().connect(t -> assertThat(t.payload()).isNotNull());

        payloadOf(carrier).await();

        assertThat(carrier.state()).isSameAs(carrier.only);
    }

    @Test
    void timersThatWereCancelledLeaveNothingBehind() {
        ManualScheduler clock = new ManualScheduler();
        class Waiting extends Machine {
            final State a = initial("A"), b = state("B");
            final Trigger late = trigger(a.to(b).after(Duration.ofDays(1)), b.to(a));
            final Trigger again = trigger(a.to(a));

            Waiting() {
                super(MachineOptions.serial().scheduler(clock));
            }
        }
        Waiting waiting = new Waiting();

        for (int i = 0; i < 1_000; i++) {
            waiting.again.fire();
        }

        assertThat(clock.waiting()).isOne();
        assertThat(waiting.late.isReady()).isTrue();
    }
}
