package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.agent.wire.UnixFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HsPerfDataTest {
    @TempDir
    private Path folder;

    @Test
    void thisJvmPublishesItsVersionAndCommand() {
        JavaProcess own = JavaProcesses.of(ProcessHandle.current().pid());

        assertThat(own.jdk()).isEqualTo(System.getProperty("java.version"));
        assertThat(own.mainClass()).isNotEmpty();
        assertThat(own.release()).isEqualTo(Runtime.version().feature());
        assertThat(own.canAttach()).isTrue();
    }

    @Test
    void aMissingOrForeignFileHasNoData() throws Exception {
        Path other = Files.writeString(folder.resolve("1"), "nothing of the kind");

        assertThat(HsPerfData.of(folder.resolve("2"), UnixFile.ownUser())).isNull();
        assertThat(HsPerfData.of(other, UnixFile.ownUser())).isNull();
        assertThatThrownBy(() -> HsPerfData.parse(new byte[64]))
                .hasMessage("The file has no performance data of a JVM");
    }

    @Test
    void aFileOfAnotherUserIsNotRead() throws Exception {
        Path file = Files.write(folder.resolve("1"), entries(1));

        assertThat(HsPerfData.of(file, UnixFile.ownUser())).isNotNull();
        assertThat(HsPerfData.of(file, UnixFile.ownUser() + 1)).isNull();
    }

    @Test
    void neitherLinksNorPipesAreOpened() throws Exception {
        Path file = Files.write(folder.resolve("1"), entries(1));
        Path link = Files.createSymbolicLink(folder.resolve("2"), file);
        Path pipe = folder.resolve("3");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();

        assertThat(HsPerfData.of(link, UnixFile.ownUser())).isNull();
        assertThat(HsPerfData.of(pipe, UnixFile.ownUser())).isNull();
    }

    @Test
    void damagedDataIsReadAsFarAsItIsComplete() {
        byte[] whole = entries(3);
        assertThat(HsPerfData.parse(whole)).hasSize(3).containsEntry("name1", "value1");

        for (int length = 32; length < whole.length; length++) {
            assertThat(HsPerfData.parse(Arrays.copyOf(whole, length))).hasSizeLessThanOrEqualTo(3);
        }
        Random random = new Random(42);
        for (int round = 0; round < 10_000; round++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i < 4; i++) {
                damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
            }
            assertThat(HsPerfData.parse(damaged)).as("round " + round).isNotNull();
        }
    }

    /** Returns a file with texts, as HotSpot writes it. */
    private static byte[] entries(int count) {
        ByteBuffer file = ByteBuffer.allocate(32 + count * 40).order(ByteOrder.LITTLE_ENDIAN);
        file.order(ByteOrder.BIG_ENDIAN).putInt(0xcafec0c0).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 1).put((byte) 2).put((byte) 0).put((byte) 1);
        file.putInt(file.capacity()).putInt(0).putLong(0).putInt(32).putInt(count);
        for (int i = 0; i < count; i++) {
            file.putInt(40)
                    .putInt(20)
                    .putInt(7)
                    .put((byte) 'B')
                    .put((byte) 0)
                    .put((byte) 1)
                    .put((byte) 5)
                    .putInt(28);
            file.put(("name" + i + "\0\0\0value" + i + "\0").getBytes(StandardCharsets.US_ASCII));
            file.position(32 + (i + 1) * 40);
        }
        return file.array();
    }
}
