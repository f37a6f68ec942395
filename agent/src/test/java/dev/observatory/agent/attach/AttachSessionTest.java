package dev.observatory.agent.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.observatory.agent.serve.AgentService;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.TopOrder;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AttachSessionTest {
    private static final Request.Top RING =
            new Request.Top(List.of("com.acme.Till#ring"), 1_000_000, 1, 1, TopOrder.TOTAL, false, "");

    private final Instrumentation instrumentation = mock(Instrumentation.class);
    private final AtomicInteger detached = new AtomicInteger();
    private final AttachSession session = new AttachSession(instrumentation, null, detached::incrementAndGet);
    private final AgentService.TimingSink timings = (method, loader, counts) -> {};

    @Test
    void aWatchThatCannotBeOpenedIsNotLeftOpen() {
        when(instrumentation.getAllLoadedClasses()).thenThrow(new OutOfMemoryError("simulated"));

        assertThatThrownBy(() -> session.timeCalls(RING, timings)).isInstanceOf(OutOfMemoryError.class);

        assertThat(session.facts()).containsEntry("watched", "0 watches open");
    }

    @Test
    void theProgramCanQueryTheAgentWhileClassesAreBeingWoven() throws Exception {
        CountDownLatch isWeaving = new CountDownLatch(1);
        CountDownLatch mayFinish = new CountDownLatch(1);
        when(instrumentation.getAllLoadedClasses())
                .thenAnswer(call -> {
                    isWeaving.countDown();
                    mayFinish.await();
                    return new Class<?>[0];
                })
                .thenReturn(new Class<?>[0]);
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<AgentService.WatchHandle> opening = threads.submit(() -> session.timeCalls(RING, timings));
            assertThat(isWeaving.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(threads.submit(session::isActive).get(30, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(threads.submit(session::status).get(30, TimeUnit.SECONDS))
                    .startsWith("Observatory agent ");

            mayFinish.countDown();
            opening.get(30, TimeUnit.SECONDS).close();
        } finally {
            mayFinish.countDown();
            threads.shutdownNow();
        }
    }

    @Test
    void aSessionThatHasDetachedTakesNoMoreRequests() {
        when(instrumentation.getAllLoadedClasses()).thenReturn(new Class<?>[0]);

        session.detachIfUnused();

        assertThat(detached).hasValue(1);
        assertThat(session.isActive()).isFalse();
        assertThat(session.status()).isEmpty();
        assertThat(session.enter("")).isFalse();
        assertThatThrownBy(() -> session.weave(""))
                .isInstanceOf(CancellationException.class)
                .hasMessage("the agent has detached");
        assertThat(session.detach()).isEqualTo(new AgentService.DetachOutcome(0, java.util.Map.of(), 0, 0));
        assertThat(detached).hasValue(1);
    }
}
