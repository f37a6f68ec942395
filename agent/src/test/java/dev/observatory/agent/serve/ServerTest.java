package dev.observatory.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.after;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import dev.observatory.agent.wire.MeetingPlace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ServerTest {
    private static final Path SOCKET =
            MeetingPlace.ofThisUser().socketOf(ProcessHandle.current().pid());

    private final ServedAgent agent = mock(ServedAgent.class);

    @Test
    void anAgentThatNobodyAsksAnythingIsToldToLeave() throws Exception {
        Server server = new Server(agent, 20);
        server.start();
        try {
            verify(agent, timeout(20_000)).leaveIfUnused();
            assertThat(MeetingPlace.isAlive(SOCKET)).as("until it does").isTrue();
        } finally {
            server.stop();
        }
        assertThat(SOCKET).doesNotExist();
    }

    @Test
    void oneThatHasLeftIsNotToldAgain() throws Exception {
        Server server = new Server(agent, 300);
        server.start();
        server.stop();

        verify(agent, after(600).never()).leaveIfUnused();
    }
}
