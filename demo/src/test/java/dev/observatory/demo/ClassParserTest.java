package dev.observatory.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

final class ClassParserTest {
    private final ClassParser parser = new ClassParser();

    @Test
    void nameVersionAndLengthAreRead() throws Exception {
        byte[] classFile = JarMaker.classFile("shop.Cart$Item", Opcodes.V1_8);

        ClassSummary summary = parser.parse(classFile);

        assertThat(summary).isEqualTo(new ClassSummary("shop.Cart$Item", new ClassVersion(52), classFile.length));
        assertThat(summary.packageName()).isEqualTo("shop");
    }

    @Test
    void theUnnamedPackageHasTheEmptyName() throws Exception {
        assertThat(parser.parse(JarMaker.classFile("Main", Opcodes.V17)).packageName())
                .isEmpty();
    }

    @Nested
    final class CannotParse {

        @Test
        void bytesWithoutAHeader() {
            assertUnparsable(new byte[0], "Class file of [0] bytes has no header");
        }

        @Test
        void bytesWithAnotherMagicNumber() {
            byte[] classFile = JarMaker.classFile("Main", Opcodes.V17);
            classFile[0] = 0x50;

            assertUnparsable(classFile, "Class file begins with [50febabe] instead of cafebabe");
        }

        @Test
        void classFileOfAFutureVersion() {
            byte[] classFile = JarMaker.classFile("Main", Opcodes.V17);
            classFile[7] = (byte) 200;

            assertUnparsable(classFile, "Unsupported class file version 200.0");
        }

        @Test
        void classFileFromBeforeTheFirstVersion() {
            byte[] classFile = JarMaker.classFile("Main", Opcodes.V17);
            classFile[7] = 44;

            assertUnparsable(classFile, "Class-file version [44] must be 45 or more");
        }

        @Test
        void classFileTruncatedInItsConstantPool() {
            byte[] classFile = JarMaker.classFile("Main", Opcodes.V17);

            assertUnparsable(Arrays.copyOf(classFile, 20), "malformed");
        }

        @Test
        void randomBytes() {
            long seed = System.nanoTime();
            Random random = new Random(seed);
            for (int round = 0; round < 1_000; round++) {
                byte[] classFile = JarMaker.classFile("shop.Cart", Opcodes.V17);
                int from = 8 + random.nextInt(classFile.length - 8);
                for (int i = from; i < classFile.length; i++) {
                    classFile[i] = (byte) random.nextInt();
                }
                try {
                    assertThat(parser.parse(classFile)).isNotNull();
                } catch (UnparsableClassException expected) {
                    assertThat(expected)
                            .as("seed %d, round %d", seed, round)
                            .hasCauseInstanceOf(RuntimeException.class);
                }
            }
        }

        private void assertUnparsable(byte[] classFile, String message) {
            assertThatExceptionOfType(UnparsableClassException.class)
                    .isThrownBy(() -> parser.parse(classFile))
                    .withMessageContaining(message);
        }
    }
}
