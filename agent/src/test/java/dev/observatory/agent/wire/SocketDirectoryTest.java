package dev.observatory.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketDirectoryTest {
    private static final String USER = System.getProperty("user.name");

    @TempDir
    private Path parent;

    private Path folder = Path.of("");

    @BeforeEach
    void nameTheFolder() {
        folder = parent.resolve("observatory-" + USER);
    }

    @Test
    void itIsCreatedForItsUserOnly() throws IOException {
        directory().prepare();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThatCode(directory()::check).doesNotThrowAnyException();
    }

    @Test
    void aDirectoryToWhichOtherUsersHaveAccessIsRefused() throws IOException {
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatIOException()
                .isThrownBy(directory()::prepare)
                .withMessage("[" + folder + "] must be a directory of user [" + USER
                        + "] to which no other user has access, but is a directory owned by [" + USER
                        + "] with [rwxrwxrwx]; delete it and try again");
    }

    @Test
    void aLinkToAnotherDirectoryIsRefused() throws IOException {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(folder, elsewhere);

        assertThatIOException()
                .isThrownBy(directory()::prepare)
                .withMessageStartingWith("[" + folder + "] must be a directory of user [" + USER
                        + "] to which no other user has access, but is another kind of file owned by [");
    }

    private SocketDirectory directory() throws IOException {
        return new SocketDirectory(folder, UnixFile.ownUser());
    }

    /** If it were, another user could create it before this one does. */
    @Test
    void theDirectoryIsNotDeletedWithItsLastFile() throws IOException {
        SocketDirectory directory = directory();
        directory.prepare();
        UnixFile created = UnixFile.of(folder);
        Files.createFile(directory.socketOf(1));

        directory.removeSocket(1, null);
        directory.prepare();

        assertThat(folder).isEmptyDirectory();
        assertThat(UnixFile.of(folder).isSameAs(created)).isTrue();
    }

    @Test
    void aDirectoryThatOthersCanReplaceIsRefused() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatIOException()
                .isThrownBy(directory()::prepare)
                .withMessageStartingWith(
                        "[" + folder + "] can be replaced by another user, since [" + parent + "] is owned by")
                .withMessageEndingWith("[rwxrwxrwx]; name another place with [--socket-dir DIR]");
        assertThat(folder).doesNotExist();
    }

    @Test
    void theFirstDirectoryThatCanBeUsedIsUsed() throws IOException {
        Files.createFile(folder);
        SocketDirectory other = new SocketDirectory(parent.resolve("other"), UnixFile.ownUser());

        assertThat(SocketDirectory.firstUsable(List.of(directory(), other)).folder())
                .isEqualTo(other.folder());
        assertThatIOException()
                .isThrownBy(() -> SocketDirectory.firstUsable(List.of(
                        directory(),
                        new SocketDirectory(parent.resolve("absent").resolve("x"), UnixFile.ownUser()))))
                .withMessageContaining("[" + folder + "] must be a directory of user [")
                .withMessageEndingWith("; [" + parent.resolve("absent") + "] does not exist");
    }

    @Test
    void theEnvironmentNamesFurtherDirectories() {
        UnaryOperator<String> environment = name -> name.equals("TMPDIR") ? "/var/tmp/" : "/run/user/7";

        assertThat(SocketDirectory.candidates(Path.of("/"), "ada", 7, environment))
                .extracting(SocketDirectory::folder)
                .containsExactly(
                        Path.of("/tmp/observatory-ada"),
                        Path.of("/run/user/7/observatory"),
                        Path.of("/var/tmp/observatory-ada"));
        assertThat(SocketDirectory.candidates(Path.of("/proc/5/root"), "ada", 7, name -> "relative"))
                .extracting(SocketDirectory::folder)
                .containsExactly(Path.of("/proc/5/root/tmp/observatory-ada"));
    }

    @Test
    void aFileThatWasReplacedByAnotherPathIsRefused() throws IOException {
        SocketDirectory directory = directory();
        try (PrivateFolder files = directory.open()) {
            files.create("1.jar").close();
            files.verified("1.jar");

            Files.move(folder, parent.resolve("moved"));
            directory.prepare();
            Files.createFile(folder.resolve("1.jar"));

            assertThatIOException()
                    .isThrownBy(() -> files.verified("1.jar"))
                    .withMessage("[" + folder + "] was replaced by another directory while it was used");
            files.create("2.jar").close();
            assertThat(folder.resolve("2.jar")).as("in the replacement").doesNotExist();
            assertThat(files.delete("1.jar")).isTrue();
            assertThat(folder.resolve("1.jar")).as("in the replacement").exists();
        }
    }

    @Test
    void aFileIsCreatedForItsUserOnlyAndNeverOverAnExistingOne() throws IOException {
        try (PrivateFolder files = directory().open()) {
            Files.createSymbolicLink(folder.resolve("link"), parent.resolve("target"));

            files.create("1.jar").close();

            assertThat(UnixFile.of(folder.resolve("1.jar")).permissions()).isEqualTo("rw-------");
            assertThatIOException().isThrownBy(() -> files.create("1.jar"));
            assertThatIOException().isThrownBy(() -> files.create("link"));
            assertThat(parent.resolve("target")).doesNotExist();
        }
    }

    @Test
    void aSocketIsAliveWhileAServerAcceptsConnections() throws IOException {
        SocketDirectory directory = directory();
        directory.prepare();
        Path socket = directory.socketOf(ProcessHandle.current().pid());
        assertThat(SocketDirectory.isAlive(socket)).as("no file").isFalse();

        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(socket));
            assertThat(SocketDirectory.isAlive(socket)).isTrue();
        }

        assertThat(socket).exists();
        assertThat(SocketDirectory.isAlive(socket)).as("left behind").isFalse();
    }

    @Test
    void onlyFilesOfEndedProcessesAreDeleted() throws Exception {
        SocketDirectory directory = directory();
        directory.prepare();
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path ofEnded = Files.createFile(directory.socketOf(ended.pid()));
        Path bootstrapJar = Files.createFile(folder.resolve(ended.pid() + ".jar"));
        Path ofThis =
                Files.createFile(directory.socketOf(ProcessHandle.current().pid()));

        directory.deleteStaleFiles();
        assertThat(ofEnded).doesNotExist();
        assertThat(bootstrapJar).doesNotExist();
        assertThat(ofThis).as("of a process whose agent may be starting").exists();

        Files.setLastModifiedTime(ofThis, FileTime.from(Instant.EPOCH));
        directory.deleteStaleFiles();
        assertThat(ofThis)
                .as("the file of another process with the same number")
                .doesNotExist();
    }
}
