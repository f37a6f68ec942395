package dev.observatory.agent;

import static dev.observatory.agent.testing.OtherUser.ATTACKER;
import static dev.observatory.agent.testing.OtherUser.VICTIM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.LiveJvm;
import dev.observatory.agent.testing.OtherUser;
import dev.observatory.agent.testing.Tool;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What another user of the machine does to files that everyone can write to has no effect on a user's JVM, and is reported by name. */
class OtherUsersIT {
    private static final Path USUAL = Path.of("/tmp/observatory-" + VICTIM.name());
    private static final Path PERFORMANCE_DATA = Path.of("/tmp/hsperfdata_" + VICTIM.name());

    private Path published = Path.of("");
    private Path jar = Path.of("");
    private Path classes = Path.of("");

    @BeforeEach
    void publishAgentAndProgram() throws IOException {
        OtherUser.assumeAvailable();
        deleteUserFiles();
        published = Files.createTempDirectory("other-users");
        Files.setPosixFilePermissions(published, PosixFilePermissions.fromString("rwxr-xr-x"));
        jar = OtherUser.publish(ForkedJvm.agentJar(), published.resolve("observatory-agent.jar"));
        classes = OtherUser.publish(ForkedJvm.testClasses(), published.resolve("classes"));
    }

    @AfterEach
    void deleteUserFiles() throws IOException {
        delete(published);
        delete(USUAL);
        delete(PERFORMANCE_DATA);
    }

    private static void delete(Path folder) throws IOException {
        if (!folder.toString().isEmpty() && Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> files = new ArrayList<>();
            try (Stream<Path> all = Files.walk(folder)) {
                all.forEach(file -> files.add(0, file));
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static void assertWatches(ForkedJvm.Result result) {
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).contains("Desk.place(");
    }

    private String[] watch(LiveJvm jvm, String... more) {
        List<String> words =
                new ArrayList<>(List.of("watch", jvm.pid(), "com.acme.Attached$Desk#place", "--limit", "1"));
        words.addAll(List.of(more));
        return words.toArray(new String[0]);
    }

    @Test
    void aFolderThatAnotherUserHasTakenIsNamedAndAnotherPlaceCanBeUsed() throws IOException {
        Files.createDirectory(
                USUAL, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        ATTACKER.give(USUAL);
        Path home = Files.createDirectory(published.resolve("home"));
        VICTIM.give(home);
        try (LiveJvm jvm = VICTIM.start(classes)) {
            ForkedJvm.Result refused = VICTIM.tool(jar, watch(jvm));
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err())
                    .startsWith("[" + USUAL + "] must be a directory of user [" + VICTIM.name()
                            + "] to which no other user has access, but is a directory owned by [" + ATTACKER.name()
                            + "]")
                    .contains("[--socket-dir DIR]", "[XDG_RUNTIME_DIR]");

            assertWatches(VICTIM.tool(jar, Map.of("XDG_RUNTIME_DIR", home.toString()), watch(jvm)));
            assertWatches(VICTIM.tool(jar, Map.of("TMPDIR", home.toString()), watch(jvm)));
            assertWatches(VICTIM.tool(jar, watch(jvm, "--socket-dir", home.toString())));
            assertThat(USUAL).isEmptyDirectory();
        }
    }

    @Test
    void theSocketOfAnotherUserInThePlaceOfTheJvmsReceivesNothing() throws Exception {
        try (LiveJvm jvm = VICTIM.start(classes)) {
            Path spoofed = Path.of("/tmp/.java_pid" + jvm.pid());
            try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
                server.bind(UnixDomainSocketAddress.of(spoofed));
                server.configureBlocking(false);
                ATTACKER.give(spoofed);

                ForkedJvm.Result result = VICTIM.tool(jar, watch(jvm));

                assertThat(result.exit()).isEqualTo(1);
                assertThat(result.err())
                        .contains("[" + spoofed + "] must be the socket of JVM [" + jvm.pid() + "]")
                        .contains("owned by [" + ATTACKER.name() + "]");
                assertThat(server.accept()).as("a connection").isNull();
            } finally {
                Files.deleteIfExists(spoofed);
            }
            assertThat(jvm.number("calls")).isNotNegative();
        }
    }

    @Test
    void performanceDataInAFolderOfAnotherUserIsNotRead() throws Exception {
        ATTACKER.give(Files.createDirectory(PERFORMANCE_DATA));
        try (LiveJvm jvm = VICTIM.start(classes)) {
            Path file = PERFORMANCE_DATA.resolve(jvm.pid());
            assertThat(new ProcessBuilder("mkfifo", "-m", "644", file.toString())
                            .start()
                            .waitFor())
                    .isZero();
            ATTACKER.give(file);
            assertThat(VICTIM.tool(jar, "list").out()).contains(jvm.pid() + " ", "com.acme.Attached");
            assertWatches(VICTIM.tool(jar, watch(jvm)));

            Files.delete(file);
            ATTACKER.give(Files.write(file, performanceData("sun.rt.javaCommand", "com.bank.Payments")));
            assertThat(VICTIM.tool(jar, "list").out())
                    .contains("com.acme.Attached")
                    .doesNotContain("com.bank");
            assertWatches(VICTIM.tool(jar, watch(jvm)));
        }
    }

    private static byte[] performanceData(String name, String value) {
        byte[] text = (name + "\0" + value + "\0").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(32 + 20 + text.length);
        file.putInt(0xcafec0c0)
                .put(new byte[] {0, 2, 0, 1})
                .putInt(file.capacity())
                .putInt(0)
                .putLong(0)
                .putInt(32)
                .putInt(1);
        file.putInt(20 + text.length).putInt(20).putInt(value.length()).put(new byte[] {'B', 0, 1, 5});
        file.putInt(20 + name.length() + 1).put(text);
        return file.array();
    }

    /** The agent was loaded from a path where everybody can create files, and its jar was deleted. */
    @Test
    void aJarOfAnotherUserAtThePathOfAnEarlierOneIsNeverOpened() throws Exception {
        Path earlier =
                Path.of("/tmp/observatory-agent-" + ProcessHandle.current().pid() + ".jar");
        try (LiveJvm jvm = VICTIM.start(classes)) {
            VICTIM.give(OtherUser.publish(jar, earlier));
            assertWatches(VICTIM.tool(earlier, watch(jvm)));
            Files.delete(earlier);
            ATTACKER.give(OtherUser.publish(jar, earlier));

            assertWatches(VICTIM.tool(jar, watch(jvm)));

            assertThat(openFilesOf(jvm)).as("files of the JVM").doesNotContain(earlier.toString());
        } finally {
            Files.deleteIfExists(earlier);
        }
    }

    private static List<String> openFilesOf(LiveJvm jvm) throws IOException {
        List<String> open = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("/proc", jvm.pid(), "fd"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                open.add(Files.readSymbolicLink(file).toString());
            }
        }
        return open;
    }

    @Test
    void onlyTheUserAndRootMayAttach() throws Exception {
        try (LiveJvm jvm = VICTIM.start(classes)) {
            ForkedJvm.Result refused = ATTACKER.tool(jar, watch(jvm));
            assertThat(refused.exit()).isEqualTo(5);
            assertThat(refused.err())
                    .startsWith("Process [" + jvm.pid() + "] belongs to user [" + VICTIM.name()
                            + "], and only that user and root may attach. Run this command as that user");

            assertThat(Tool.run("attach", jvm.pid()).exit()).as("by root").isZero();
            assertThat(Files.getAttribute(USUAL, "unix:uid")).isEqualTo(VICTIM.number());
            assertThat(VICTIM.tool(jar, "status", jvm.pid()).exit()).isZero();
            assertThat(Tool.run("detach", jvm.pid()).exit()).isZero();
            assertThat(Tool.run("status", jvm.pid()).exit()).as("detached").isEqualTo(12);
            assertThat(jvm.err()).isEmpty();
        }
    }

    /** It has another root directory, other folders for temporary files, and another process number. */
    @Test
    void rootMayAttachToAJvmInAContainer() throws Exception {
        Path visible = Files.createTempDirectory(Path.of("/var/tmp"), "container");
        OtherUser.publish(ForkedJvm.testClasses(), visible);
        List<String> command = List.of(
                "unshare",
                "--pid",
                "--mount",
                "--fork",
                "--kill-child",
                "sh",
                "-c",
                "mount -t proc proc /proc && mount -t tmpfs tmpfs /tmp && exec " + ForkedJvm.tool("java") + " -cp "
                        + visible + " com.acme.Attached");
        Process container = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(container.getInputStream().read())
                    .as("what a program in a container prints")
                    .isEqualTo('r');
            String inside = Long.toString(container
                    .descendants()
                    .filter(process -> process.children().findAny().isEmpty())
                    .findFirst()
                    .orElseThrow()
                    .pid());

            ForkedJvm.Result result =
                    Tool.run("watch", inside, "com.acme.Attached$Desk#place", "--limit", "1", "--args");

            assertWatches(result);
            assertThat(Tool.run("detach", inside).exit()).isEqualTo(12);
        } finally {
            container.descendants().forEach(ProcessHandle::destroyForcibly);
            container.destroyForcibly();
            delete(visible);
        }
    }
}
