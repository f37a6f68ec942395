package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Together;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What holds for every call, whatever its loops and its threads do: checked over many random calls, with the seed in failures. */
class ProgressStormTest {
    private static final int CALLS = 400;

    private final EventPoint event = Events.define("storm");
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());

    /** The emissions of one call, checked one by one. */
    private final class Protocol {
        private final Map<Long, ProgressData> latest = new ConcurrentHashMap<>();
        private final Map<Long, AtomicInteger> inside = new ConcurrentHashMap<>();
        private volatile EventStatus status = EventStatus.NEVER_RUN;

        void check(EventData data) {
            boolean isExpected =
                    switch (data.status()) {
                        case ABOUT_TO_RUN -> status == EventStatus.NEVER_RUN;
                        case COMPLETED -> status == EventStatus.ABOUT_TO_RUN;
                        case EXITED -> status == EventStatus.COMPLETED;
                        default -> false;
                    };
            if (!isExpected) {
                wrong.add(data + " after " + status);
            }
            status = data.status();
        }

        void check(ProgressData next) {
            AtomicInteger together = inside.computeIfAbsent(next.loopId(), loop -> new AtomicInteger());
            if (together.incrementAndGet() > 1) {
                wrong.add(next + " during another report of the loop");
            }
            if (status != EventStatus.ABOUT_TO_RUN) {
                wrong.add(next + " after " + status);
            }
            ProgressData before = latest.put(next.loopId(), next);
            if (before != null) {
                checkOrder(before, next);
            }
            if (next.fraction() > 1
                    || next.done() > next.iteration()
                    || (next.length() >= 0 && next.done() > next.length())) {
                wrong.add(next + " has numbers that do not fit");
            }
            together.decrementAndGet();
        }

        private void checkOrder(ProgressData before, ProgressData next) {
            if (before.status() != EventStatus.PROGRESS_UPDATED) {
                wrong.add(next + " after the end " + before);
            } else if (next.done() < before.done()
                    || (next.status() == EventStatus.PROGRESS_UPDATED && next.done() == before.done())
                    || (next.length() <= before.length() && next.fraction() < before.fraction())) {
                wrong.add(next + " after " + before);
            }
        }

        void checkEnd() {
            if (status != EventStatus.EXITED) {
                wrong.add("the call ended as " + status);
            }
            latest.values().stream()
                    .filter(progress -> progress.status() == EventStatus.PROGRESS_UPDATED)
                    .forEach(progress -> wrong.add("the loop of " + progress + " has no end"));
        }
    }

    /** Advances what it was given in a random way. */
    private static void advance(Iterable<Integer> items, ProgressCounter counter, SplittableRandom random) {
        switch (random.nextInt(5)) {
            case 0 -> {
                for (int item : items) {
                    if (item > 30 && random.nextInt(20) == 0) {
                        break;
                    }
                }
            }
            case 1 -> items.forEach(item -> {});
            case 2 -> IntStream.range(0, 20).forEach(i -> counter.advance());
            case 3 -> items.spliterator().forEachRemaining(item -> {});
            default -> {
                Iterator<Integer> each = items.iterator();
                for (int i = 0; i < 10; i++) {
                    each.next();
                }
                each.forEachRemaining(item -> {});
            }
        }
    }

    @Test
    void everyCallKeepsTheOrderOfItsEmissions() throws Exception {
        List<Integer> numbers = IntStream.range(0, 50).boxed().toList();
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        Protocol[] protocol = new Protocol[1];
        event.aboutToRun().connect(data -> protocol[0].check(data));
        event.completed().connect(data -> protocol[0].check(data));
        event.exited().connect(data -> protocol[0].check(data));
        event.progressUpdated().connect(progress -> protocol[0].check(progress));

        for (int call = 0; call < CALLS; call++) {
            protocol[0] = new Protocol();
            CompletableFuture<String> result = new CompletableFuture<>();
            List<Iterable<Integer>> items = new ArrayList<>();
            List<ProgressCounter> counters = new ArrayList<>();
            event.call(() -> {
                items.add(Events.track(numbers));
                counters.add(Events.counter(ProgressOptions.defaults().total(40)));
                return result;
            });
            SplittableRandom first = random.split();
            SplittableRandom second = random.split();
            boolean endsMeanwhile = random.nextBoolean();
            Together.run(
                    () -> advance(items.get(0), counters.get(0), first),
                    () -> advance(items.get(0), counters.get(0), second),
                    () -> {
                        if (endsMeanwhile) {
                            result.complete("done");
                        }
                    });
            result.complete("done");
            advance(items.get(0), counters.get(0), random.split());
            protocol[0].checkEnd();
        }

        assertThat(wrong).as("seed %s", seed).isEmpty();
    }

    @Test
    void parallelStreamsReportEachItemOnce() throws Exception {
        List<Integer> numbers = IntStream.range(0, 1_000).boxed().toList();
        List<ProgressData> heard = Collections.synchronizedList(new ArrayList<>());
        event.progressUpdated().connect(heard::add);

        for (int round = 0; round < 50; round++) {
            heard.clear();
            int sum = event.call(() -> Events.trackStream(numbers.parallelStream())
                    .mapToInt(number -> number)
                    .sum());

            assertThat(sum).isEqualTo(499_500);
            assertThat(heard).extracting(ProgressData::done).isSorted();
            ProgressData last = heard.get(heard.size() - 1);
            assertThat(last.status()).isEqualTo(EventStatus.COMPLETED);
            assertThat(last.done()).isEqualTo(1_000);
            assertThat(last.length()).isEqualTo(1_000);
            assertThat(heard).extracting(ProgressData::loopId).containsOnly(last.loopId());
        }
    }
}
