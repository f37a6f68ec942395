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
        new SocketDirectory(folder).prepare();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThatCode(new SocketDirectory(folder)::check).doesNotThrowAnyException();
    }

    @Test
    void aDirectoryToWhichOtherUsersHaveAccessIsRefused() throws IOException {
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatIOException()
                .isThrownBy(new SocketDirectory(folder)::prepare)
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
                .isThrownBy(new SocketDirectory(folder)::prepare)
                .withMessageStartingWith("[" + folder + "] must be a directory of user [" + USER
                        + "] to which no other user has access, but is another kind of file owned by [");
    }

    @Test
    void theDirectoryIsDeletedWithItsLastSocket() throws IOException {
        SocketDirectory directory = new SocketDirectory(folder);
        directory.prepare();
        Files.createFile(directory.socketOf(1));
        Files.createFile(directory.socketOf(2));

        directory.remove(directory.socketOf(1));
        assertThat(folder).exists();
        directory.remove(directory.socketOf(2));

        assertThat(folder).doesNotExist();
    }

    @Test
    void aSocketIsAliveWhileAServerAcceptsConnections() throws IOException {
        SocketDirectory directory = new SocketDirectory(folder);
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
        SocketDirectory directory = new SocketDirectory(folder);
        directory.prepare();
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path ofEnded = Files.createFile(directory.socketOf(ended.pid()));
        Path bootstrapJar = Files.createFile(directory.bootstrapJarOf(ended.pid()));
        Path ofThis =
                Files.createFile(directory.socketOf(ProcessHandle.current().pid()));

        directory.deleteStaleFiles();
        assertThat(ofEnded).doesNotExist();
        assertThat(bootstrapJar).doesNotExist();
        assertThat(ofThis).as("of a process whose agent may be starting").exists();

        Files.setLastModifiedTime(ofThis, FileTime.from(Instant.EPOCH));
        directory.deleteStaleFiles();
        assertThat(folder)
                .as("the file of another process with the same number")
                .doesNotExist();
    }
}
