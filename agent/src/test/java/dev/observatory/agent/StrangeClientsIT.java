package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.serve.RequestFuzz;
import dev.observatory.agent.testing.LiveJvm;
import dev.observatory.agent.testing.Tool;
import dev.observatory.agent.wire.SocketDirectory;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No client of the agent's socket, whatever it sends, has an effect on the program. */
class StrangeClientsIT {
    private static final Path INPUTS = Path.of("src/test/fuzz/RequestFuzz");

    @Test
    void theProgramContinuesAndTheNextClientIsAnsweredWhateverIsSent() throws IOException {
        String version = Tool.linesOf("--version").get(0).replaceFirst(".* ", "");
        try (LiveJvm jvm = LiveJvm.start("-XX:+EnableDynamicAgentLoading")) {
            String bytecode = jvm.ask("bytecode");

            for (Path input : inputs()) {
                Tool.quickly("attach", jvm.pid(), "--include", "com.acme.Attached$Desk#place");
                send(jvm, RequestFuzz.sent(Files.readAllBytes(input), version));
            }

            Tool.quickly("attach", jvm.pid());
            assertThat(Tool.linesOf("status", jvm.pid())).element(0).asString().startsWith("JVM [" + jvm.pid());
            Tool.quickly("detach", jvm.pid());
            assertThat(jvm.ask("bytecode")).isEqualTo(bytecode);
            assertThat(jvm.err()).isEmpty();
        }
    }

    private static List<Path> inputs() throws IOException {
        try (Stream<Path> files = Files.list(INPUTS)) {
            return files.sorted().toList();
        }
    }

    /** Sends bytes, and reads until the agent closes the connection. */
    private static void send(LiveJvm jvm, byte[] bytes) throws IOException {
        Path socket = SocketDirectory.ofThisUser().socketOf(Long.parseLong(jvm.pid()));
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(bytes));
            channel.shutdownOutput();
            ByteBuffer answer = ByteBuffer.allocate(1 << 12);
            while (channel.read(answer.clear()) >= 0) {}
        }
    }

    /** As a script that leaks connections does; each was accepted, and had a thread for ever. */
    @Test
    void aSmallProgramSurvivesAThousandConnectionsWithHalfAGreeting() throws IOException {
        try (LiveJvm jvm = LiveJvm.start("-Xmx64m", "-XX:+EnableDynamicAgentLoading")) {
            Tool.quickly("attach", jvm.pid(), "--include", "com.acme.Attached$Desk#place");
            long threads = threadsOf(jvm);
            Path socket = SocketDirectory.ofThisUser().socketOf(Long.parseLong(jvm.pid()));
            List<SocketChannel> leaked = new ArrayList<>();
            try {
                long most = 0;
                for (int i = 0; i < 1000; i++) {
                    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                    leaked.add(channel);
                    sayHalf(channel);
                    most = Math.max(most, i % 50 == 0 ? threadsOf(jvm) : 0);
                }
                assertThat(most - threads).as("threads that were added").isLessThan(80);
                // They are given up, and the next command is answered.
                assertThat(Tool.linesOf("status", jvm.pid()))
                        .element(0)
                        .asString()
                        .startsWith("JVM [" + jvm.pid());
                assertThat(jvm.number("calls")).isNotNegative();
                assertThat(jvm.err()).isEmpty();
            } finally {
                for (SocketChannel channel : leaked) {
                    channel.close();
                }
            }
        }
    }

    private static void sayHalf(SocketChannel channel) {
        try {
            channel.write(ByteBuffer.wrap(new byte[] {0, 0, 0, 100, 0, 0, 0, 13, 'h', 'e', 'l'}));
        } catch (IOException closed) {
            // The agent has too many connections.
        }
    }

    private static long threadsOf(LiveJvm jvm) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", jvm.pid(), "task"))) {
            return tasks.count();
        }
    }
}
