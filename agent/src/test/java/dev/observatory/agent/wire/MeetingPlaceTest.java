package dev.observatory.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeetingPlaceTest {
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
        new MeetingPlace(folder).prepare();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThatCode(new MeetingPlace(folder)::check).doesNotThrowAnyException();
    }

    @Test
    void aFolderThatSomebodyElseCouldEnterIsRefused() throws IOException {
        Files.createDirectory(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatIOException()
                .isThrownBy(new MeetingPlace(folder)::prepare)
                .withMessage("The folder [" + folder + "] must be a folder of user [" + USER
                        + "] that nobody else may enter, but is a folder of [" + USER
                        + "] with [rwxrwxrwx]; delete it and attach again");
    }

    @Test
    void aLinkToSomewhereElseIsRefused() throws IOException {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(folder, elsewhere);

        assertThatIOException()
                .isThrownBy(new MeetingPlace(folder)::prepare)
                .withMessageStartingWith("The folder [" + folder + "] must be a folder of user [" + USER
                        + "] that nobody else may enter, but is no folder of [");
    }

    @Test
    void theFolderGoesWithItsLastSocket() throws IOException {
        MeetingPlace place = new MeetingPlace(folder);
        place.prepare();
        Files.createFile(place.socketOf(1));
        Files.createFile(place.socketOf(2));

        place.remove(place.socketOf(1));
        assertThat(folder).exists();
        place.remove(place.socketOf(2));

        assertThat(folder).doesNotExist();
    }
}
