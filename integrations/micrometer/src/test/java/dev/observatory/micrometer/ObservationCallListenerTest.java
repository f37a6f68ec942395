package dev.observatory.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.hook.Subscription;
import dev.observatory.listen.CallContext;
import dev.observatory.listen.CallListeners;
import dev.observatory.listen.CallSelector;
import io.micrometer.common.KeyValues;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObservationCallListenerTest {
    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final EventPoint outer = Events.define("outer");
    private final EventPoint inner = Events.define("inner");
    private final List<Subscription> registrations = new ArrayList<>();
    private final ExecutorService pool = Executors.newSingleThreadExecutor();

    @AfterEach
    void nothingIsLeft() throws Exception {
        registrations.forEach(Subscription::close);
        assertThat(registry.getCurrentObservation()).isNull();
        assertThat(pool.submit(registry::getCurrentObservation).get()).isNull();
        assertThat(pool.submit(() -> Events.current().isEmpty()).get()).isTrue();
        pool.shutdown();
    }

    private void register(ObservationCallListener listener) {
        registrations.add(
                CallListeners.register(CallSelector.matching(each -> each == outer || each == inner), listener));
    }

    @Test
    void aCallIsAnObservation() throws Exception {
        register(ObservationCallListener.create(registry));

        outer.call(() -> {
            assertThat(registry.getCurrentObservation()).isNotNull();
            return null;
        });

        TestObservationRegistryAssert.assertThat(registry)
                .doesNotHaveAnyRemainingCurrentObservation()
                .hasSingleObservationThat()
                .hasNameEqualTo("observatory.call")
                .hasContextualNameEqualTo("outer")
                .hasLowCardinalityKeyValue("method", "outer")
                .hasLowCardinalityKeyValue("class", "")
                .hasLowCardinalityKeyValue("outcome", "SUCCESS")
                .hasBeenStarted()
                .hasBeenStopped()
                .doesNotHaveError();
    }

    @Test
    void anExceptionIsItsError() {
        register(ObservationCallListener.create(registry));
        IOException intended = new IOException("intended");

        assertThatThrownBy(() -> outer.call(() -> {
                    throw intended;
                }))
                .isSameAs(intended);

        TestObservationRegistryAssert.assertThat(registry)
                .hasSingleObservationThat()
                .hasLowCardinalityKeyValue("outcome", "ERROR")
                .hasError(intended)
                .hasBeenStopped();
    }

    @Test
    void theObservationAroundIsTheParentAlsoOnAnotherThread() throws Exception {
        register(ObservationCallListener.create(registry));

        outer.call(() -> {
            Observation ofOuter = registry.getCurrentObservation();
            pool.submit(CallContext.capture().wrap(() -> {
                        assertThat(registry.getCurrentObservation()).isSameAs(ofOuter);
                        try {
                            inner.call(() -> null);
                        } catch (Exception impossible) {
                            throw new AssertionError(impossible);
                        }
                    }))
                    .get();
            return null;
        });

        TestObservationRegistryAssert.assertThat(registry).hasNumberOfObservationsEqualTo(2);
        TestObservationRegistryAssert.assertThat(registry)
                .hasAnObservation(observation ->
                        observation.hasContextualNameEqualTo("inner").hasParentObservation());
    }

    @Test
    void anAsynchronousCallIsStoppedWhenItsResultCompletes() throws Exception {
        register(ObservationCallListener.create(registry));
        CompletableFuture<String> future = new CompletableFuture<>();
        List<Observation> atTheEnd = new ArrayList<>();
        outer.completed().connect(data -> atTheEnd.add(registry.getCurrentObservation()));

        outer.call(() -> future);
        assertThat(registry.getCurrentObservation()).isNull();
        TestObservationRegistryAssert.assertThat(registry)
                .hasSingleObservationThat()
                .hasBeenStarted()
                .isNotStopped();
        pool.submit(() -> future.complete("value")).get();
        pool.submit(() -> {}).get();

        assertThat(atTheEnd).singleElement().isNotNull();
        TestObservationRegistryAssert.assertThat(registry)
                .hasSingleObservationThat()
                .hasBeenStopped();
    }

    @Test
    void aConventionNamesObservations() throws Exception {
        register(ObservationCallListener.create(registry).convention(new DefaultCallObservationConvention() {
            @Override
            public String getName() {
                return "shop.call";
            }

            @Override
            public KeyValues getHighCardinalityKeyValues(CallObservationContext context) {
                return KeyValues.of("number", Long.toString(context.call().callId()));
            }
        }));

        outer.call(() -> null);

        TestObservationRegistryAssert.assertThat(registry)
                .hasSingleObservationThat()
                .hasNameEqualTo("shop.call")
                .hasHighCardinalityKeyValueWithKey("number");
    }

    @Test
    void aRegistryThatDoesNothingCostsNothing() throws Exception {
        register(ObservationCallListener.create(ObservationRegistry.NOOP));

        assertThat(outer.<String>call(() -> "result")).isEqualTo("result");
    }

    @Test
    void contextPropagationCarriesTheCall() throws Exception {
        outer.exited().connect(data -> {});
        List<Long> parents = new ArrayList<>();
        inner.exited().connect(data -> parents.add(data.parentId()));
        ContextRegistry accessors = new ContextRegistry().loadThreadLocalAccessors();

        long id = outer.call(() -> {
            ContextSnapshot snapshot = ContextSnapshotFactory.builder()
                    .contextRegistry(accessors)
                    .build()
                    .captureAll();
            pool.submit(snapshot.wrap(() -> {
                        try {
                            inner.call(() -> null);
                            snapshot.wrap(() -> inner.call(() -> null)).call();
                            inner.call(() -> null);
                        } catch (Exception impossible) {
                            throw new AssertionError(impossible);
                        }
                    }))
                    .get(10, TimeUnit.SECONDS);
            return Events.current().orElseThrow().callId();
        });

        assertThat(parents).containsExactly(id, id, id);
    }
}
