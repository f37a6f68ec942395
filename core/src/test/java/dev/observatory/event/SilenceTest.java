package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Methods of the program that the library calls are not observed: the program has not called them. */
class SilenceTest {
    private static final EventPoint WHEN_COMPLETE = Events.define("SilenceTest.whenComplete");
    private static final EventPoint IS_CLOSED = Events.define("SilenceTest.isClosed");
    private static final EventPoint MAKE = Events.define("SilenceTest.make");

    private final List<String> heard = new ArrayList<>();

    private static <T> T observed(EventPoint event, Callable<T> method) {
        try {
            return event.call(method);
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** As a class whose methods are all woven. */
    private static final class Observed extends CompletableFuture<String> {
        @Override
        public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
            return observed(WHEN_COMPLETE, () -> super.whenComplete(action));
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return observed(WHEN_COMPLETE, CompletableFuture::new);
        }
    }

    private static final class ObservedPublisher extends SubmissionPublisher<String> {
        @Override
        public boolean isClosed() {
            return observed(IS_CLOSED, super::isClosed);
        }
    }

    @Test
    void aStageIsObservedOnlyWhenTheProgramCallsIt() {
        try (Subscription all = Events.any(EventStatus.ABOUT_TO_RUN).connect(data -> heard.add(data.name()))) {
            assertThat(all.isOpen()).isTrue();
            Observed stage = new Observed();

            observed(MAKE, () -> stage);
            assertThat(heard).containsExactly("SilenceTest.make");

            assertThat(stage.whenComplete((value, failure) -> {})).isNotDone();
            assertThat(heard).hasSizeGreaterThan(1).endsWith("SilenceTest.whenComplete");

            heard.clear();
            stage.complete("done");
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void aPublisherIsObservedOnlyWhenTheProgramCallsIt() {
        try (Subscription all = Events.any(EventStatus.EXITED).connect(data -> heard.add(data.name()));
                ObservedPublisher publisher = new ObservedPublisher()) {
            assertThat(all.isOpen()).isTrue();
            publisher.close();
            heard.clear();

            observed(MAKE, () -> publisher);
            assertThat(heard).containsExactly("SilenceTest.make");

            heard.clear();
            assertThat(publisher.isClosed()).isTrue();
            assertThat(heard).contains("SilenceTest.isClosed");
        }
    }

    @Test
    void observersOfACallThatEndsInsideAreObservedAsEver() {
        Observed stage = new Observed();
        stage.complete("at once");
        try (Subscription nested = MAKE.exited().connect(data -> observed(IS_CLOSED, () -> true));
                Subscription own = IS_CLOSED.exited().connect(data -> heard.add(data.name()))) {
            assertThat(List.of(nested.isOpen(), own.isOpen())).containsOnly(true);

            observed(MAKE, () -> stage);

            assertThat(heard).containsExactly("SilenceTest.isClosed");
        }
    }
}
