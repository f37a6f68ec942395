package dev.observatory.agent.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class CorpusLoaderTest {
    private static final String NAME = "com.acme.Made";

    private static CorpusLoader loaderOf(String superName, int... opcodes) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, NAME.replace('.', '/'), null, superName, null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "run", "()I", null, null);
        code.visitCode();
        for (int opcode : opcodes) {
            code.visitInsn(opcode);
        }
        code.visitMaxs(1, 0);
        code.visitEnd();
        return new CorpusLoader(Map.of(NAME, writer.toByteArray()));
    }

    @Test
    void validClassHasNoProblem() {
        assertThat(loaderOf("java/lang/Object", Opcodes.ICONST_0, Opcodes.IRETURN)
                        .problemOf(NAME))
                .isNull();
    }

    @Test
    void classThatDoesNotVerifyIsFound() {
        assertThat(loaderOf("java/lang/Object", Opcodes.ACONST_NULL, Opcodes.IRETURN)
                        .problemOf(NAME))
                .isInstanceOf(VerifyError.class);
    }

    @Test
    void classWithAMissingDependencyIsFound() {
        assertThat(loaderOf("com/acme/Missing", Opcodes.ICONST_0, Opcodes.IRETURN)
                        .problemOf(NAME))
                .isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void missingClassIsFound() {
        assertThat(new CorpusLoader(Map.of()).problemOf(NAME)).isInstanceOf(ClassNotFoundException.class);
    }
}
