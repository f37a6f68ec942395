package dev.observatory.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JarFinderTest {
    @TempDir
    private Path folder;

    private Path a;
    private Path b;

    @BeforeEach
    void makeFiles() throws IOException {
        b = Files.write(folder.resolve("b.JAR"), new byte[0]);
        a = Files.write(Files.createDirectories(folder.resolve("a/deep")).resolve("z.jar"), new byte[0]);
        Files.write(folder.resolve("notes.txt"), new byte[0]);
        Files.createDirectory(folder.resolve("folder.jar"));
    }

    @Test
    void aFolderIsSearchedWithItsSubfoldersInPathOrder() throws Exception {
        assertThat(JarFinder.find(List.of(folder))).containsExactly(a, b);
    }

    @Test
    void aGivenFileMayHaveAnyName() throws Exception {
        Path notes = folder.resolve("notes.txt");

        assertThat(JarFinder.find(List.of(notes))).containsExactly(notes);
    }

    @Test
    void aJarGivenTwiceIsReadOnce() throws Exception {
        Path roundabout = folder.resolve("a/../b.JAR");

        assertThat(JarFinder.find(List.of(b, folder, roundabout))).containsExactly(b, a);
    }

    @Test
    void aGivenLinkToAFolderIsFollowed() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a"));

        assertThat(JarFinder.find(List.of(link))).containsExactly(a.toRealPath());
    }

    @Test
    void linksInsideAFolderAreNotFollowed() throws Exception {
        Files.createSymbolicLink(folder.resolve("a/back"), folder);

        assertThat(JarFinder.find(List.of(folder))).containsExactly(a, b);
    }

    @Test
    void aMissingPathIsRejectedByName() {
        Path missing = folder.resolve("missing");

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> JarFinder.find(List.of(folder, missing)))
                .withMessage("No such file or folder: [" + missing + "]");
    }

    @Test
    void aFolderWithoutJarsIsRejectedByName() {
        Path empty = folder.resolve("folder.jar");

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> JarFinder.find(List.of(folder, empty)))
                .withMessage("Folder without any jar: [" + empty
                        + "]; pass a folder that contains *.jar files, directly or in subfolders");
    }
}
