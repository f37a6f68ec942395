package dev.observatory.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that only the agent made. */
class AgentConnectionTest {
    private final List<String> closed = new ArrayList<>();
    private final AgentConnection connection =
            new AgentConnection(AgentConnectionTest.class, ClassOwned.of(AgentConnectionTest.class, "method"));

    @AfterEach
    void detach() {
        AgentPresence.agentDetached();
    }

    /** The observers of an application that is deployed again are connected by two threads, both of which first close the old ones. */
    @Test
    void allowNoCallOnceAnotherThreadHasBegunToCloseThem() throws InterruptedException {
        CountDownLatch isClosing = new CountDownLatch(1);
        CountDownLatch mayContinue = new CountDownLatch(1);
        connection.closeOnDetach(() -> {
            isClosing.countDown();
            awaitQuietly(mayContinue);
            closed.add("closed");
        });
        assertThat(connection.beforeCall()).isTrue();
        Thread other = new Thread(connection::close);
        other.start();
        isClosing.await();

        connection.close();

        assertThat(connection.beforeCall()).isFalse();
        assertThat(closed).isEmpty();
        mayContinue.countDown();
        other.join();
        assertThat(closed).containsExactly("closed");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Test
    void areKnownToBeClosedByWhoeverMakesThemAfterwards() {
        connection.closeOnDetach(() -> closed.add("closed"));

        AgentPresence.agentDetached();

        assertThat(connection.isClosed()).isTrue();
        assertThat(closed).containsExactly("closed");
        assertThat(connection.tryReuse(true)).isFalse();
        assertThat(connection.tryReuse(false)).isFalse();
    }

    @Test
    void belongToTheProgramOnceItRegistersTheMethodToo() {
        connection.closeOnDetach(() -> closed.add("closed"));
        assertThat(connection.tryReuse(false)).isTrue();

        AgentPresence.agentDetached();

        assertThat(connection.isClosed()).isFalse();
        assertThat(connection.beforeCall()).isTrue();
        assertThat(closed).isEmpty();
    }
}
