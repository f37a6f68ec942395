package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.wire.SocketDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.agent.VirtualMachine.ForHotSpot.Connection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentSignalTest {
    private static final long PID = 999_999_999;

    private final List<String> operations = new ArrayList<>();

    @TempDir
    private Path parent;

    private SocketDirectory directory = new SocketDirectory(Path.of(""));

    @BeforeEach
    void nameTheDirectory() {
        directory = new SocketDirectory(parent.resolve("observatory"));
    }

    /** Stands for the attach operations of a JVM. */
    private final class Jvm implements Connection {
        private final int accepting;

        /** Creates a JVM whose agent accepts requests at the operation of that number; at none if it is 0. */
        Jvm(int accepting) {
            this.accepting = accepting;
        }

        @Override
        public Response execute(String protocol, String... arguments) throws IOException {
            operations.add(arguments[0]);
            if (operations.size() == accepting) {
                assertThat(directory.acceptRequest(PID)).isTrue();
            }
            return new Response() {
                @Override
                public int read(byte[] target) {
                    return -1;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }

    @Test
    void theSignalEndsWithTheOperationAtWhichTheAgentAcceptsIt() throws IOException {
        assertThat(AgentSignal.isAccepted(directory, PID, pid -> new Jvm(2))).isTrue();

        assertThat(operations).hasSize(2);
    }

    @Test
    void theDirectoryIsKeptForTheAgentThatCreatesItsSocketThere() throws IOException {
        assertThat(AgentSignal.isAccepted(directory, PID, pid -> new Jvm(1))).isTrue();

        assertThat(directory.folder()).isEmptyDirectory();
    }

    @Test
    void nothingIsLeftIfNoAgentAccepts() throws IOException {
        assertThat(AgentSignal.isAccepted(directory, PID, pid -> new Jvm(0))).isFalse();

        assertThat(operations).containsExactly("jcmd", "jcmd", "agentProperties");
        assertThat(directory.folder()).doesNotExist();
    }
}
