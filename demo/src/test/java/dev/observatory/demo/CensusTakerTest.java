package dev.observatory.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Opcodes;

final class CensusTakerTest {
    @TempDir
    private Path folder;

    private Path first;
    private Path second;
    private Path truncated;

    @BeforeEach
    void makeJars() throws IOException {
        first = JarMaker.jar()
                .with("shop.Cart", Opcodes.V1_8)
                .with("shop.Item", Opcodes.V1_8)
                .with("Main", Opcodes.V17)
                .at(folder.resolve("first.jar"));
        second = JarMaker.jar()
                .with("shop.Cart", Opcodes.V11)
                .with("copy/shop/Cart.class", JarMaker.classFile("shop.Cart", Opcodes.V11))
                .at(folder.resolve("second.jar"));
        truncated = JarMaker.jar().with(CensusTakerTest.class).truncatedAt(folder.resolve("truncated.jar"));
    }

    @Test
    void classesAreCountedByJarPackageAndVersion() {
        Census census = take(first, second);

        assertThat(census.classes()).isEqualTo(5);
        assertThat(census.classesByJar().of(new Jar(first))).isEqualTo(3);
        assertThat(census.classesByPackage().of("shop")).isEqualTo(4);
        assertThat(census.classesByPackage().of("")).isEqualTo(1);
        assertThat(census.classesByVersion().of(new ClassVersion(52))).isEqualTo(2);
        assertThat(census.classesByVersion().of(new ClassVersion(55))).isEqualTo(2);
    }

    @Test
    void aDuplicateIsAClassInMoreThanOneJar() {
        Census census = take(first, second);

        assertThat(census.jarsByClass().sizeFrom(2)).isEqualTo(1);
        assertThat(census.jarsByClass().of("shop.Cart")).isEqualTo(2);
        assertThat(census.jarsByClass().of("shop.Item")).isEqualTo(1);
    }

    @Test
    void aDamagedJarIsRecordedAndTheRunContinues() {
        Census census = take(first, truncated, second);

        assertThat(census.classes()).isEqualTo(5);
        assertThat(census.classesByJar().size()).isEqualTo(2);
        assertThat(census.unreadable())
                .containsExactly(
                        new UnreadableJar(new Jar(truncated), "java.util.zip.ZipException: zip END header not found"));
    }

    @Test
    void theReportDoesNotDependOnTheOrderOfTheJars() {
        List<String> forth = new CensusReport(take(first, truncated, second)).lines();
        List<String> back = new CensusReport(take(second, truncated, first)).lines();

        assertThat(forth).isEqualTo(back);
    }

    private static Census take(Path... jars) {
        return new CensusTaker().take(List.of(jars));
    }
}
