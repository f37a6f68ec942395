package dev.observatory.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Opcodes;

final class JarScannerTest {
    private final JarScanner scanner = new JarScanner(new ClassParser());

    @TempDir
    private Path folder;

    @Test
    void classesAreReadInTheOrderOfTheJar() throws IOException {
        Path jar = JarMaker.jar()
                .with(JarScannerTest.class)
                .with("shop.Cart", Opcodes.V11)
                .at(folder.resolve("some.jar"));

        JarContents contents = scanner.scan(jar);

        assertThat(contents.jar().name()).isEqualTo("some.jar");
        assertThat(contents.classes())
                .extracting(ClassSummary::name)
                .containsExactly(JarScannerTest.class.getName(), "shop.Cart");
        assertThat(contents.classes().get(1).version()).isEqualTo(new ClassVersion(55));
    }

    @Test
    void variantsAndModulesAreNotCountedAsClasses() throws IOException {
        Path jar = JarMaker.jar()
                .with("shop.Cart", Opcodes.V1_8)
                .with("META-INF/versions/17/shop/Cart.class", JarMaker.classFile("shop.Cart", Opcodes.V17))
                .with("META-INF/versions/9/module-info.class", new byte[] {1})
                .with("module-info.class", new byte[] {1})
                .with("readme.txt", new byte[] {1})
                .at(folder.resolve("versions.jar"));

        JarContents contents = scanner.scan(jar);

        assertThat(contents.classes()).hasSize(1);
        assertThat(contents.variants()).isEqualTo(1);
        assertThat(contents.modules()).isEqualTo(2);
        assertThat(contents.unparsable()).isZero();
    }

    @Test
    void anUnparsableClassIsCountedAndTheScanContinues() throws IOException {
        Path jar = JarMaker.jar()
                .with("shop/Garbage.class", new byte[] {1, 2, 3})
                .with("shop.Future", 200)
                .with("shop.Cart", Opcodes.V17)
                .at(folder.resolve("mixed.jar"));

        JarContents contents = scanner.scan(jar);

        assertThat(contents.classes()).extracting(ClassSummary::name).containsExactly("shop.Cart");
        assertThat(contents.unparsable()).isEqualTo(2);
    }

    @Test
    void extraBytesBehindTheArchiveAreIgnored() throws IOException {
        Path jar = JarMaker.jar().with("shop.Cart", Opcodes.V17).at(folder.resolve("tail.jar"));
        Files.write(jar, new byte[100], StandardOpenOption.APPEND);

        assertThat(scanner.scan(jar).classes()).hasSize(1);
    }

    @Test
    void aTruncatedJarThrows() throws IOException {
        Path jar = JarMaker.jar().with(JarScannerTest.class).truncatedAt(folder.resolve("cut.jar"));

        assertThatExceptionOfType(ZipException.class).isThrownBy(() -> scanner.scan(jar));
    }

    @Test
    void aJarWithADamagedClassThrows() throws IOException {
        // Random bytes are stored uncompressed, so that only the checksum reveals the damage.
        byte[] noise = new byte[4_000];
        new Random(1).nextBytes(noise);
        Path jar = JarMaker.jar().with("shop/Noise.class", noise).at(folder.resolve("damaged.jar"));
        byte[] bytes = Files.readAllBytes(jar);
        bytes[bytes.length / 2] ^= 0x55;
        Files.write(jar, bytes);

        assertThatExceptionOfType(ZipException.class)
                .isThrownBy(() -> scanner.scan(jar))
                .withMessage("entry [shop/Noise.class] is damaged: its checksum does not match");
    }

    @Test
    void aMissingJarThrows() {
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> scanner.scan(folder.resolve("gone.jar")));
    }
}
