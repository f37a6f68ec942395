package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events whose result comes later. */
class AsyncCallTest {
    private final List<String> heard = new ArrayList<>();
    private final EventPoint load = Events.define("load");

    @BeforeEach
    void listen() {
        load.aboutToRun().connect(data -> heard.add("about to run"));
        load.completed().connect(data -> heard.add("completed " + data.result() + " " + data.tags()));
        load.crashed().connect(data -> heard.add("crashed " + data.excDesc()));
        load.exited().connect(data -> heard.add("exited"));
    }

    @Test
    void theEventEndsWhenTheStageDoesAndTheCallerGetsTheSameStage() throws Exception {
        CompletableFuture<String> future = new CompletableFuture<>();

        CompletableFuture<String> returned = load.call(() -> {
            Events.tag("by", "me");
            return future;
        });

        assertThat(returned).isSameAs(future);
        assertThat(heard).containsExactly("about to run");
        assertThat(Events.current()).isEmpty();
        future.complete("value");
        assertThat(heard).containsExactly("about to run", "completed value {by=me}", "exited");
    }

    @Test
    void aStageThatFailsCrashesTheEventWithItsOwnException() throws Exception {
        CompletableFuture<String> source = new CompletableFuture<>();

        load.call(() -> source.thenApply(String::length));
        source.completeExceptionally(new IOException("gone"));

        assertThat(heard).containsExactly("about to run", "crashed java.io.IOException: gone", "exited");
    }

    @Test
    void aStageThatIsDoneAlreadyEndsTheEventAtOnce() throws Exception {
        load.call(() -> CompletableFuture.completedFuture(5));

        assertThat(heard).containsExactly("about to run", "completed 5 {}", "exited");
    }

    @Test
    void anObserverThatCallsTheEventAgainIsNotItselfObserved() throws Exception {
        load.completed().connect(data -> callAgain());

        load.call(() -> CompletableFuture.completedFuture(5));

        assertThat(heard).containsExactly("about to run", "completed 5 {}", "called again", "exited");
        assertThat(Events.current()).isEmpty();
    }

    private void callAgain() {
        try {
            load.call(() -> CompletableFuture.completedFuture(heard.add("called again")));
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void aNullStageIsANullResult() throws Exception {
        CompletionStage<String> returned = load.call(() -> null);

        assertThat(returned).isNull();
        assertThat(heard).containsExactly("about to run", "completed null {}", "exited");
    }

    @Test
    void aTagSetAfterTheMethodReturnedGoesToTheCallAround() throws Exception {
        EventPoint outer = Events.define("outer");
        outer.completed().connect(data -> heard.add("outer " + data.tags()));

        outer.call(() -> {
            load.call(CompletableFuture::new);
            Events.tag("of", "outer");
            return null;
        });

        assertThat(heard).containsExactly("about to run", "outer {of=outer}");
    }
}
