package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.observatory.agent.testing.Jars;
import dev.observatory.agent.testing.LiveJvm;
import dev.observatory.agent.testing.Tool;
import dev.observatory.agent.wire.MessageChannel;
import dev.observatory.agent.wire.SocketDirectory;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
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

/** How far somebody gets who can talk to the agent: no port is open, and nothing that can be asked runs code or writes files. */
class ReachIT {
    private static final List<String> TABLES = List.of("tcp", "tcp6", "udp", "udp6");

    @TempDir
    private Path folder;

    @Test
    void noPortIsOpenWhileSomebodyWatches() throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/net/tcp")), "only Linux tells whose a socket is");
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
    void onlyFiveQuestionsAreAnswered() throws Exception {
        try (LiveJvm jvm = LiveJvm.start()) {
            Tool.linesOf("attach", jvm.pid());

            for (String question : List.of("run", "eval", "exec", "load", "redefine", "set", "Status", "")) {
                assertThat(answers(jvm, List.of(question, "com.acme.Attached")))
                        .containsExactly(List.of("refused", "The agent does not know the question [" + question + "]"));
            }
            assertThat(jvm.number("calls")).isNotNegative();
        }
    }

    @Test
    void noFileIsWrittenForSomebodyWhoAsks() throws Exception {
        try (LiveJvm jvm = LiveJvm.start()) {
            Tool.linesOf("attach", jvm.pid());
            Path dump = folder.resolve("dump");
            String pattern = "com.acme.Attached$Desk#place";

            assertThat(answers(jvm, List.of("weave", "include", pattern, "dump", dump.toString())))
                    .last()
                    .isEqualTo(List.of("end"));
            assertThat(answers(jvm, List.of("weave", "include", pattern + ";dump=" + dump)))
                    .singleElement()
                    .asString()
                    .startsWith("[refused, ");

            assertThat(dump).doesNotExist();
        }
    }

    private static List<List<String>> answers(LiveJvm jvm, List<String> question) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(
                SocketDirectory.ofThisUser().socketOf(jvm.process().pid())));
        List<List<String>> answers = new ArrayList<>();
        try (MessageChannel wire = new MessageChannel(channel)) {
            wire.send(List.of(MessageChannel.GREETING, Jars.versionOfAgent()));
            assertThat(wire.receive()).startsWith(MessageChannel.GREETING);
            wire.send(question);
            for (List<String> answer = wire.receive(); answer != null; answer = wire.receive()) {
                answers.add(answer);
            }
        }
        return answers;
    }
}
