package dev.observatory.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.after;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import dev.observatory.agent.wire.SocketDirectory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AgentServerTest {
    private static final Path SOCKET =
            SocketDirectory.ofThisUser().socketOf(ProcessHandle.current().pid());

    private final AgentService agent = mock(AgentService.class);

    @Test
    void anUnusedAgentIsDetached() throws Exception {
        AgentServer server = new AgentServer(agent, 20);
        server.start();
        try {
            verify(agent, timeout(20_000)).detachIfUnused();
            assertThat(SocketDirectory.isAlive(SOCKET))
                    .as("until it is stopped")
                    .isTrue();
        } finally {
            server.stop();
        }
        assertThat(SOCKET).doesNotExist();
    }

    @Test
    void aStoppedServerDoesNotDetachTheAgent() throws Exception {
        AgentServer server = new AgentServer(agent, 300);
        server.start();
        server.stop();

        verify(agent, after(600).never()).detachIfUnused();
    }
}
