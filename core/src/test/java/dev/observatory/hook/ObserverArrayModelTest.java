package dev.observatory.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Compares a hook with a plain list sorted by priority, while observers are connected and closed at random. */
class ObserverArrayModelTest {
    private static final int SEEDS = 200;
    private static final int STEPS = 300;

    /** An observer that is expected to be connected. */
    private record Expected(int number, int priority, Subscription subscription) {}

    @Test
    void aHookCallsExactlyTheConnectedObserversInOrder() {
        for (long seed = 0; seed < SEEDS; seed++) {
            runModel(new Random(seed), seed);
        }
    }

    private static void runModel(Random random, long seed) {
        EventHook<Object> hook = new EventHook<>("model");
        List<Expected> model = new ArrayList<>();
        List<Integer> received = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            int number = step;
            boolean connects = random.nextInt(100) < (step < STEPS / 2 ? 65 : 35);
            if (connects) {
                Consumer<Object> observer = value -> received.add(number);
                int priority = random.nextInt(4) == 0 ? random.nextInt(5) - 2 : 0;
                Subscription subscription = priority == 0
                        ? hook.connect(observer)
                        : hook.with().priority(priority).connect(observer);
                model.add(new Expected(number, priority, subscription));
                model.sort(Comparator.comparingInt(Expected::priority).reversed());
            } else if (!model.isEmpty()) {
                model.remove(random.nextInt(model.size())).subscription().close();
            }
            received.clear();
            hook.emit("go");
            assertThat(received)
                    .as("seed %d, step %d", seed, step)
                    .isEqualTo(model.stream().map(Expected::number).toList());
            assertThat(hook.isObserved()).as("seed %d, step %d", seed, step).isEqualTo(!model.isEmpty());
        }
    }

    @Test
    void tenThousandObserversCanCloseInAnyOrder() {
        EventHook<Object> hook = new EventHook<>("many");
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            subscriptions.add(hook.connect(new NoOp()));
        }
        Collections.shuffle(subscriptions, new Random(1));

        for (int closed = 1; closed <= subscriptions.size(); closed++) {
            subscriptions.get(closed - 1).close();
            if (closed % 1_000 == 0) {
                assertThat(hook.observers()).hasSize(subscriptions.size() - closed);
            }
        }

        assertThat(hook.isObserved()).isFalse();
    }

    private static final class NoOp implements Consumer<Object> {
        @Override
        public void accept(Object value) {}
    }
}
