package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.observatory.agent.testing.Jars;
import dev.observatory.agent.testing.LiveJvm;
import dev.observatory.agent.testing.Tool;
import dev.observatory.agent.wire.Handshake;
import dev.observatory.agent.wire.MessageChannel;
import dev.observatory.agent.wire.RawMessage;
import dev.observatory.agent.wire.Response;
import dev.observatory.agent.wire.SocketDirectory;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client of the agent can reach: no port is open, and no request executes code or writes files. */
class ReachIT {
    private static final List<String> TABLES = List.of("tcp", "tcp6", "udp", "udp6");

    @TempDir
    private Path folder;

    @Test
    void noPortIsOpenDuringAWatch() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/net/tcp")), "only Linux publishes the owner of a socket");
        try (LiveJvm jvm = LiveJvm.start()) {
            Process watch =
                    new ProcessBuilder(Tool.command("watch", jvm.pid(), "com.acme.Attached$Desk#place")).start();
            try {
                assertThat(watch.getInputStream().read()).as("the first event").isPositive();

                Set<String> own = sockets(jvm);
                assertThat(own).as("its Unix sockets").isNotEmpty();
                for (String table : TABLES) {
                    assertThat(numbersIn(Path.of("/proc", jvm.pid(), "net", table)))
                            .as(table)
                            .doesNotContainAnyElementsOf(own);
                }
            } finally {
                watch.destroyForcibly();
            }
        }
    }

    private static Set<String> sockets(LiveJvm jvm) throws IOException {
        Set<String> numbers = new HashSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc", jvm.pid(), "fd"))) {
            for (Path file : files.toList()) {
                String target = Files.readSymbolicLink(file).toString();
                if (target.startsWith("socket:[")) {
                    numbers.add(target.substring(8, target.length() - 1));
                }
            }
        }
        return numbers;
    }

    private static List<String> numbersIn(Path table) throws IOException {
        return Files.readAllLines(table).stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+", -1)[9])
                .toList();
    }

    @Test
    void unknownRequestsAreRefused() throws Exception {
        try (LiveJvm jvm = LiveJvm.start()) {
            Tool.linesOf("attach", jvm.pid());

            for (String kind : List.of("run", "eval", "exec", "load", "redefine", "set", "Status", "")) {
                assertThat(answers(jvm, RawMessage.of(kind).text("com.acme.Attached")))
                        .containsExactly(new Response.Refused("Request [" + kind + "] is unknown"));
            }
            assertThat(jvm.number("calls")).isNotNegative();
        }
    }

    @Test
    void noRequestWritesAFile() throws Exception {
        try (LiveJvm jvm = LiveJvm.start()) {
            Tool.linesOf("attach", jvm.pid());
            Path dump = folder.resolve("dump");
            String pattern = "com.acme.Attached$Desk#place";

            assertThat(answers(jvm, weave(pattern))).last().isEqualTo(new Response.End());
            assertThat(answers(jvm, weave(pattern).text("dump").text(dump.toString())))
                    .singleElement()
                    .asString()
                    .startsWith("Refused[reason=Message [weave] has [")
                    .endsWith("] bytes after its last field]");
            String smuggled = pattern + ";dump=" + dump;
            assertThat(answers(jvm, weave(smuggled)))
                    .containsExactly(new Response.Refused("[" + smuggled + "] must not contain the character [;]"));

            assertThat(dump).doesNotExist();
        }
    }

    private static RawMessage weave(String include) {
        return RawMessage.of("weave").texts(include).texts().texts().text("").number(0);
    }

    private static List<Response> answers(LiveJvm jvm, RawMessage request) throws IOException {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        socket.connect(UnixDomainSocketAddress.of(
                SocketDirectory.ofThisUser().socketOf(jvm.process().pid())));
        List<Response> answers = new ArrayList<>();
        try (MessageChannel channel = new MessageChannel(socket)) {
            channel.send(new Handshake.Hello(Jars.versionOfAgent()));
            assertThat(channel.receive(Handshake::decode))
                    .isEqualTo(new Handshake.Welcome(Jars.versionOfAgent(), false));
            socket.write(ByteBuffer.wrap(request.framed()));
            for (Response answer = channel.receive(Response::decode);
                    answer != null;
                    answer = channel.receive(Response::decode)) {
                answers.add(answer);
            }
        }
        return answers;
    }
}
