package dev.observatory.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.event.Event;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.hook.Subscription;
import dev.observatory.listen.CallContext;
import dev.observatory.listen.CallListeners;
import dev.observatory.listen.CallSelector;
import dev.observatory.listen.ContextExecutors;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpanCallListenerTest {
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build();
    private final EventPoint outer = Events.define("outer");
    private final EventPoint inner = Events.define("inner");
    private final EventPoint pay = Events.of(Payments.class, "pay");
    private final EventPoint made = Events.of(Payments.class, "new");
    private final List<Subscription> registrations = new ArrayList<>();
    private final ExecutorService pool = Executors.newFixedThreadPool(2);

    static final class Payments {
        @Event
        Payments() {}

        @Event
        void pay() {}
    }

    SpanCallListenerTest() {
        List<EventPoint> followed = List.of(outer, inner, pay, made);
        registrations.add(
                CallListeners.register(CallSelector.matching(followed::contains), SpanCallListener.create(telemetry)));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        registrations.forEach(Subscription::close);
        assertThat(Context.current()).isSameAs(Context.root());
        for (int i = 0; i < 4; i++) {
            assertThat(pool.submit(Context::current).get()).isSameAs(Context.root());
        }
        pool.shutdown();
        telemetry.close();
    }

    private SpanData span(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .reduce((one, other) -> {
                    throw new AssertionError("several spans are named " + name);
                })
                .orElseThrow();
    }

    @Test
    void aCallIsASpan() throws Exception {
        pay.call(() -> {
            assertThat(Span.current().getSpanContext().isValid()).isTrue();
            return null;
        });
        made.call(() -> null);

        SpanData span = span("SpanCallListenerTest$Payments.pay");
        assertThat(span.getAttributes().get(AttributeKey.stringKey("code.function.name")))
                .isEqualTo(Payments.class.getName() + ".pay");
        assertThat(span.getAttributes().size()).isEqualTo(1);
        assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("dev.observatory");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(span.hasEnded()).isTrue();
        assertThat(span("SpanCallListenerTest$Payments.new").hasEnded()).isTrue();
    }

    @Test
    void callsInsideAreItsChildren() throws Exception {
        outer.call(() -> inner.call(() -> pay.call(() -> null)));

        assertThat(span("inner").getParentSpanId()).isEqualTo(span("outer").getSpanId());
        assertThat(span("SpanCallListenerTest$Payments.pay").getParentSpanId())
                .isEqualTo(span("inner").getSpanId());
        assertThat(span("inner").getTraceId()).isEqualTo(span("outer").getTraceId());
    }

    @Test
    void spansOfTheProgramAreParentsAndChildren() throws Exception {
        Span own = telemetry.getTracer("program").spanBuilder("own").startSpan();
        try (var scope = own.makeCurrent()) {
            outer.call(() -> {
                telemetry.getTracer("program").spanBuilder("child").startSpan().end();
                return null;
            });
        }
        own.end();

        assertThat(span("outer").getParentSpanId()).isEqualTo(span("own").getSpanId());
        assertThat(span("child").getParentSpanId()).isEqualTo(span("outer").getSpanId());
    }

    @Test
    void anExceptionIsRecordedAndIsAnError() {
        assertThatThrownBy(() -> outer.call(() -> {
                    throw new IOException("intended");
                }))
                .isInstanceOf(IOException.class);

        SpanData span = span("outer");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getEvents()).singleElement().satisfies(event -> assertThat(
                        event.getAttributes().get(AttributeKey.stringKey("exception.message")))
                .isEqualTo("intended"));
    }

    @Test
    void tagsAreAttributes() throws Exception {
        outer.call(() -> {
            Events.tag("user", "alma");
            Events.tag("count", 7);
            Events.tag("rate", 0.5);
            Events.tag("new", true);
            Events.tag("list", List.of(1, 2));
            Events.tag("nothing", null);
            return null;
        });

        assertThat(span("outer").getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("user"), "alma")
                .containsEntry(AttributeKey.longKey("count"), 7L)
                .containsEntry(AttributeKey.doubleKey("rate"), 0.5)
                .containsEntry(AttributeKey.booleanKey("new"), true)
                .containsEntry(AttributeKey.stringKey("list"), "[1, 2]")
                .hasSize(6);
    }

    @Test
    void aTagThatCannotBeReadDoesNotKeepTheSpanOpen() throws Exception {
        outer.call(() -> {
            Events.tag("broken", new Object() {
                @Override
                public String toString() {
                    throw new IllegalStateException("intended");
                }
            });
            return null;
        });

        assertThat(span("outer").hasEnded()).isTrue();
    }

    @Test
    void anAsynchronousCallLeavesItsThreadAtOnceAndEndsLater() throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();
        List<String> current = new ArrayList<>();
        outer.completed()
                .connect(data -> current.add(Span.current().getSpanContext().getSpanId()));

        outer.call(() -> future);
        assertThat(Context.current()).isSameAs(Context.root());
        assertThat(exporter.getFinishedSpanItems()).isEmpty();
        pool.submit(() -> future.complete("value")).get();

        assertThat(current).containsExactly(span("outer").getSpanId());
    }

    @Test
    void aCancelledFutureIsNoError() throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();

        outer.call(() -> future);
        future.cancel(true);

        assertThat(span("outer").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span("outer").getEvents()).hasSize(1);
    }

    @Test
    void callsOnOtherThreadsAreChildrenIfTheCallIsCarried() throws Exception {
        ExecutorService carrying = ContextExecutors.wrap(pool);

        outer.call(() -> {
            List<Future<Void>> futures = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                futures.add(carrying.submit(() -> inner.call(() -> null)));
            }
            for (Future<Void> each : futures) {
                each.get();
            }
            return null;
        });

        String parent = span("outer").getSpanId();
        assertThat(exporter.getFinishedSpanItems())
                .filteredOn(span -> span.getName().equals("inner"))
                .hasSize(20)
                .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(parent));
    }

    @Test
    void aCallThatHasEndedRemainsTheParent() throws Exception {
        CallContext.Snapshot inside = outer.call(CallContext::capture);

        try (CallContext.Scope scope = inside.attach()) {
            inner.call(() -> null);
        }

        assertThat(span("inner").getParentSpanId()).isEqualTo(span("outer").getSpanId());
    }

    @Test
    void nullIsRefusedAtOnce() {
        assertThatNullPointerException().isThrownBy(() -> SpanCallListener.create(null));
    }
}
