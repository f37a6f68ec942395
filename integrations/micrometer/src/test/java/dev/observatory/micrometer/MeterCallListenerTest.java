package dev.observatory.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.event.Event;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.hook.Subscription;
import dev.observatory.listen.CallListeners;
import dev.observatory.listen.CallSelector;
import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MeterCallListenerTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final EventPoint event = Events.define("defined");
    private final EventPoint pay = Events.of(Payments.class, "pay");
    private final List<Subscription> registrations = new ArrayList<>();

    static final class Payments {
        @Event
        void pay() {}
    }

    @AfterEach
    void close() {
        registrations.forEach(Subscription::close);
    }

    private void register(MeterCallListener listener) {
        registrations.add(
                CallListeners.register(CallSelector.matching(each -> each == event || each == pay), listener));
    }

    private Timer timer(String outcome, String exception) {
        return registry.get("observatory.calls")
                .tags("outcome", outcome, "exception", exception)
                .timer();
    }

    @Test
    void callsAreTimedByClassMethodAndOutcome() throws Exception {
        register(MeterCallListener.create(registry));

        for (int i = 0; i < 3; i++) {
            pay.call(() -> {
                Thread.sleep(1);
                return null;
            });
        }
        assertThatThrownBy(() -> pay.call(() -> {
                    throw new IOException("intended");
                }))
                .isInstanceOf(IOException.class);

        Timer completed = timer("SUCCESS", "none");
        assertThat(completed.count()).isEqualTo(3);
        assertThat(completed.totalTime(TimeUnit.MILLISECONDS)).isGreaterThanOrEqualTo(3);
        assertThat(completed.getId().getTags())
                .containsExactlyInAnyOrder(
                        Tag.of("class", Payments.class.getName()),
                        Tag.of("method", "pay"),
                        Tag.of("outcome", "SUCCESS"),
                        Tag.of("exception", "none"));
        assertThat(timer("ERROR", "IOException").count()).isEqualTo(1);
    }

    @Test
    void allTimersHaveTheSameKeys() throws Exception {
        register(MeterCallListener.create(registry).tag("user", 10));

        event.call(() -> {
            Events.tag("user", "alma");
            return null;
        });
        event.call(() -> null);
        pay.call(() -> null);
        assertThatThrownBy(() -> pay.call(() -> {
                    throw new IOException("intended");
                }))
                .isInstanceOf(IOException.class);

        Set<Set<String>> keys = registry.find("observatory.calls").meters().stream()
                .map(meter -> meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toSet()))
                .collect(Collectors.toSet());
        assertThat(keys).containsExactly(Set.of("class", "method", "outcome", "exception", "user"));
    }

    @Test
    void anAsynchronousCallIsRecordedWhenItsResultCompletes() throws Exception {
        register(MeterCallListener.create(registry));
        CompletableFuture<String> completed = new CompletableFuture<>();
        CompletableFuture<String> cancelled = new CompletableFuture<>();

        event.call(() -> completed);
        event.call(() -> cancelled);
        LongTaskTimer active = registry.get("observatory.calls.active").longTaskTimer();
        assertThat(registry.find("observatory.calls").timers()).isEmpty();
        assertThat(active.activeTasks()).isEqualTo(2);
        completed.complete("value");
        cancelled.cancel(false);

        assertThat(timer("SUCCESS", "none").count()).isEqualTo(1);
        assertThat(timer("CANCELLED", "CancellationException").count()).isEqualTo(1);
        assertThat(active.activeTasks()).isZero();
    }

    @Test
    void theLongTaskTimerCanBeLeftOut() throws Exception {
        register(MeterCallListener.create(registry).withoutActive());

        event.call(() -> null);

        assertThat(registry.find("observatory.calls.active").meters()).isEmpty();
        assertThat(timer("SUCCESS", "none").count()).isEqualTo(1);
    }

    @Test
    void tenThousandValuesOfATagMakeAConstantNumberOfMeters() throws Exception {
        int limit = 50;
        int users = 10_000;
        register(MeterCallListener.create(registry).tag("user", limit));

        for (int i = 0; i < users; i++) {
            int user = i;
            event.call(() -> {
                Events.tag("user", user);
                return null;
            });
        }

        assertThat(registry.find("observatory.calls").timers()).hasSize(limit + 1);
        assertThat(registry.get("observatory.calls")
                        .tag("user", "other")
                        .timer()
                        .count())
                .isEqualTo(users - limit);
        assertThat(registry.get("observatory.calls").tag("user", "7").timer().count())
                .isEqualTo(1);
    }

    @Test
    void theLimitHoldsOnManyThreads() throws Exception {
        int limit = 20;
        register(MeterCallListener.create(registry).tag("user", limit));
        int threads = 8;
        int calls = 2_000;
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            new Thread(() -> {
                        for (int i = 0; i < calls; i++) {
                            int user = i;
                            try {
                                event.call(() -> {
                                    Events.tag("user", user);
                                    return null;
                                });
                            } catch (Exception impossible) {
                                throw new AssertionError(impossible);
                            }
                        }
                        done.countDown();
                    })
                    .start();
        }
        assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();

        assertThat(registry.find("observatory.calls").timers()).hasSizeLessThanOrEqualTo(limit + 1);
        assertThat(registry.find("observatory.calls").timers().stream()
                        .mapToLong(Timer::count)
                        .sum())
                .isEqualTo((long) threads * calls);
    }

    @Test
    void countAndSumEqualThoseOfTheCalls() throws Exception {
        register(MeterCallListener.create(registry));
        List<Long> nanos = new ArrayList<>();
        event.completed().connect(data -> nanos.add(data.duration().toNanos()));

        for (int i = 0; i < 1_000; i++) {
            event.call(() -> null);
        }

        Timer timer = timer("SUCCESS", "none");
        assertThat(timer.count()).isEqualTo(1_000);
        assertThat(timer.totalTime(TimeUnit.NANOSECONDS))
                .isEqualTo((double) nanos.stream().mapToLong(each -> each).sum());
    }

    @Test
    void prometheusAcceptsTheMeters() throws Exception {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        register(MeterCallListener.create(prometheus).tag("user", 2));

        event.call(() -> {
            Events.tag("user", "alma");
            return null;
        });
        pay.call(() -> null);

        assertThat(prometheus.scrape())
                .contains("observatory_calls_seconds_count{class=\"\",exception=\"none\",method=\"defined\","
                        + "outcome=\"SUCCESS\",user=\"alma\"} 1")
                .contains("method=\"pay\",outcome=\"SUCCESS\",user=\"none\"} 1")
                .contains("observatory_calls_active_seconds");
    }

    @Test
    void aClosedListenerMakesNoMoreMeters() throws Exception {
        register(MeterCallListener.create(registry));
        registrations.get(0).close();

        event.call(() -> null);

        assertThat(registry.getMeters().stream().map(Meter::getId).filter(id -> id.getName()
                        .equals("observatory.calls")))
                .isEmpty();
    }

    @Test
    void tagsThatCannotBeAreRefused() {
        MeterCallListener listener = MeterCallListener.create(registry).tag("user", 2);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> listener.tag("user", 2))
                .withMessageContaining("[user] exists already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> listener.tag("outcome", 2))
                .withMessageContaining("[outcome] exists already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> listener.tag("order", 0))
                .withMessageContaining("must be positive: 0");
        assertThatNullPointerException().isThrownBy(() -> listener.tag(null, 1));
        assertThatNullPointerException().isThrownBy(() -> MeterCallListener.create(null));
    }
}
