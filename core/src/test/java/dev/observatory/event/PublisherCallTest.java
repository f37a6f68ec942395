package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events whose result is a publisher. */
class PublisherCallTest {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final EventPoint stream = Events.define("stream");

    @BeforeEach
    void listen() {
        stream.completed()
                .connect(data ->
                        heard.add("completed " + data.result().getClass().getSimpleName()));
        stream.crashed().connect(data -> heard.add("crashed " + data.excDesc()));
        stream.exited().connect(data -> heard.add("exited"));
    }

    private String next() throws InterruptedException {
        String next = heard.poll(60, TimeUnit.SECONDS);
        return next == null ? "nothing" : next;
    }

    @Test
    void theEventEndsWhenThePublisherIsClosedAndTheCallerGetsTheSamePublisher() throws Exception {
        try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
            Flow.Publisher<Integer> returned = stream.call(() -> publisher);

            assertThat(returned).isSameAs(publisher);
            publisher.submit(1);
            assertThat(heard).isEmpty();
            publisher.close();
            assertThat(next()).isEqualTo("completed SubmissionPublisher");
            assertThat(next()).isEqualTo("exited");
        }
    }

    @Test
    void aPublisherThatIsClosedWithAnExceptionCrashesTheEvent() throws Exception {
        SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();

        stream.call(() -> publisher);
        publisher.closeExceptionally(new IllegalStateException("cut"));

        assertThat(next()).isEqualTo("crashed java.lang.IllegalStateException: cut");
        assertThat(next()).isEqualTo("exited");
    }

    @Test
    void aPublisherThatIsClosedAlreadyEndsTheEventAtOnce() throws Exception {
        SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>();
        publisher.close();

        stream.call(() -> publisher);

        assertThat(heard).containsExactly("completed SubmissionPublisher", "exited");
    }

    @Test
    void noPublisherIsEverSubscribedTo() throws Exception {
        try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
            stream.call(() -> publisher);

            assertThat(publisher.hasSubscribers()).isFalse();
        }
        assertThat(next()).isEqualTo("completed SubmissionPublisher");
        assertThat(next()).isEqualTo("exited");
    }

    @Test
    void anyOtherPublisherIsAResultLikeAnyOther() throws Exception {
        record Cold() implements Flow.Publisher<Integer> {
            @Override
            public void subscribe(Flow.Subscriber<? super Integer> subscriber) {
                throw new AssertionError("Subscribing begins the work of a cold publisher");
            }
        }
        Cold cold = new Cold();

        assertThat(stream.call(() -> cold)).isSameAs(cold);

        assertThat(heard).containsExactly("completed Cold", "exited");
    }

    @Test
    void aPublisherThatDoesNotSayWhetherItIsClosedEndsTheEventAtOnce() throws Exception {
        try (SubmissionPublisher<Integer> mute = new Mute()) {
            stream.call(() -> mute);
        }

        assertThat(heard).containsExactly("completed Mute", "exited");
        assertThat(Events.current()).isEmpty();
    }

    private static final class Mute extends SubmissionPublisher<Integer> {
        @Override
        public boolean isClosed() {
            throw new UnsupportedOperationException("closed");
        }

        @Override
        public Throwable getClosedException() {
            throw new UnsupportedOperationException("reason");
        }
    }
}
