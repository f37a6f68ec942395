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
    void itIsMadeForItsUserAlone() throws IOException {
        new SocketDirectory(folder).prepare();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThatCode(new SocketDirectory(folder)::check).doesNotThrowAnyException();
    }

    @Test
    void aFolderThatSomebodyElseCouldEnterIsRefused() throws IOException {
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatIOException()
                .isThrownBy(new SocketDirectory(folder)::prepare)
                .withMessage("The folder [" + folder + "] must be a folder of user [" + USER
                        + "] that nobody else may enter, but is a folder of [" + USER
                        + "] with [rwxrwxrwx]; have it deleted and try again");
    }

    @Test
    void aLinkToSomewhereElseIsRefused() throws IOException {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(folder, elsewhere);

        assertThatIOException()
                .isThrownBy(new SocketDirectory(folder)::prepare)
                .withMessageStartingWith("The folder [" + folder + "] must be a folder of user [" + USER
                        + "] that nobody else may enter, but is no folder of [");
    }

    @Test
    void theFolderGoesWithItsLastSocket() throws IOException {
        SocketDirectory place = new SocketDirectory(folder);
        place.prepare();
        Files.createFile(place.socketOf(1));
        Files.createFile(place.socketOf(2));

        place.remove(place.socketOf(1));
        assertThat(folder).exists();
        place.remove(place.socketOf(2));

        assertThat(folder).doesNotExist();
    }

    @Test
    void aSocketIsAliveAsLongAsSomebodyListens() throws IOException {
        SocketDirectory place = new SocketDirectory(folder);
        place.prepare();
        Path socket = place.socketOf(ProcessHandle.current().pid());
        assertThat(SocketDirectory.isAlive(socket)).as("not there").isFalse();

        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(socket));
            assertThat(SocketDirectory.isAlive(socket)).isTrue();
        }

        assertThat(socket).exists();
        assertThat(SocketDirectory.isAlive(socket)).as("left behind").isFalse();
    }

    @Test
    void onlyFilesOfProcessesThatAreGoneAreTakenAway() throws Exception {
        SocketDirectory place = new SocketDirectory(folder);
        place.prepare();
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path ofEnded = Files.createFile(place.socketOf(ended.pid()));
        Path given = Files.createFile(place.entryOf(ended.pid()));
        Path ofThis = Files.createFile(place.socketOf(ProcessHandle.current().pid()));

        place.tidyUp();
        assertThat(ofEnded).doesNotExist();
        assertThat(given).doesNotExist();
        assertThat(ofThis).as("of one that may be about to listen").exists();

        Files.setLastModifiedTime(ofThis, FileTime.from(Instant.EPOCH));
        place.tidyUp();
        assertThat(folder)
                .as("whose file was of another process with its number")
                .doesNotExist();
    }
}
