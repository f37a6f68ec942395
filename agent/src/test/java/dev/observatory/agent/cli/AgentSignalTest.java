package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.wire.PrivateFolder;
import dev.observatory.agent.wire.SocketDirectory;
import dev.observatory.agent.wire.UnixFile;
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
    private final List<String> accepted = new ArrayList<>();

    @TempDir
    private Path parent;

    private SocketDirectory directory = new SocketDirectory(Path.of(""), 0);

    @BeforeEach
    void nameTheDirectory() throws IOException {
        directory = new SocketDirectory(parent.resolve("observatory"), UnixFile.ownUser());
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
                accepted.addAll(directory.acceptRequests(PID));
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
        assertThat(signal(2).isAccepted()).isTrue();

        assertThat(operations).hasSize(2);
    }

    private AgentSignal signal(int accepting) {
        return new AgentSignal(directory, directory.folder().toString(), PID, pid -> new Jvm(accepting));
    }

    @Test
    void anAcceptedRequestHasAnOutcomeOnceTheAgentHasActedOnIt() throws IOException {
        AgentSignal signal = signal(1);
        assertThat(signal.isAccepted()).isTrue();
        assertThat(signal.hasOutcome()).isFalse();

        directory.noteOutcome(accepted.get(0));

        assertThat(signal.hasOutcome()).isTrue();
        assertThat(directory.folder()).isEmptyDirectory();
    }

    @Test
    void eachCommandHasItsOwnRequestSinceAnotherMayEndEarlier() throws IOException {
        try (PrivateFolder folder = directory.open()) {
            folder.create(SocketDirectory.requestOf(PID, "another")).close();
        }

        assertThat(signal(0).isAccepted()).isFalse();

        assertThat(directory.acceptRequests(PID)).containsExactly(SocketDirectory.requestOf(PID, "another"));
    }

    @Test
    void theDirectoryIsKeptForTheAgentThatCreatesItsSocketThere() throws IOException {
        assertThat(signal(1).isAccepted()).isTrue();

        assertThat(directory.folder()).isEmptyDirectory();
    }

    @Test
    void nothingIsLeftIfNoAgentAccepts() throws IOException {
        assertThat(signal(0).isAccepted()).isFalse();

        assertThat(operations).containsExactly("jcmd", "jcmd", "agentProperties");
        assertThat(directory.folder()).isEmptyDirectory();
    }
}
