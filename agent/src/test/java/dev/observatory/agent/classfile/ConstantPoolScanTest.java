package dev.observatory.agent.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Empty;
import com.acme.FieldWrites;
import com.acme.Lifecycle;
import dev.observatory.agent.testing.InProcess;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class ConstantPoolScanTest {
    private static final ClassLoader LOADER = ConstantPoolScanTest.class.getClassLoader();

    private final ObservableFieldIndex fields = new ObservableFieldIndex();

    private int scan(Class<?> type) {
        return scan(ClassFileLocator.ForClassLoader.read(type));
    }

    private int scan(byte[] file) {
        int found = ConstantPoolScan.of(file).found(fields.known());
        return found
                & (ConstantPoolScan.NAMES_LIBRARY
                        | ConstantPoolScan.REFERS_TO_OBSERVABLE
                        | ConstantPoolScan.WOVEN
                        | ConstantPoolScan.TAGGED
                        | ConstantPoolScan.WOVEN_AT_LOAD);
    }

    @Test
    void classThatDoesNotNameTheLibraryIsRuledOut() {
        assertThat(scan(Empty.class)).isZero();
        assertThat(scan(ConstantPoolScanTest.class.getSuperclass())).isZero();
    }

    @Test
    void packageWithTheSamePrefixIsNotTheLibrary() {
        byte[] file = new ByteBuddy()
                .subclass(Object.class)
                .name("dev.observatory.eventual.Other")
                .make()
                .getBytes();

        assertThat(scan(file)).isZero();
    }

    @Test
    void classThatNamesTheLibraryIsFound() {
        assertThat(scan(Lifecycle.class)).isEqualTo(ConstantPoolScan.NAMES_LIBRARY | ConstantPoolScan.TAGGED);
    }

    @Test
    void classThatRefersToAKnownFieldIsFoundAndOneThatOnlyHasTheNameIsNot() throws ClassNotFoundException {
        Class<?> writer = Class.forName(FieldWrites.class.getName() + "$Later");
        assertThat(scan(writer)).isZero();

        fields.declare(LOADER, "a/One", Map.of("reading", "J"));
        assertThat(scan(writer)).as("a field of another type").isZero();

        fields.declare(LOADER, "a/Two", Map.of("assign", "I"));
        assertThat(scan(writer)).as("a method of that name").isZero();

        fields.declare(LOADER, "a/Three", Map.of("reading", "I"));
        assertThat(scan(writer)).isEqualTo(ConstantPoolScan.REFERS_TO_OBSERVABLE);
    }

    @Test
    void wovenClassIsRecognized() {
        byte[] woven = InProcess.weave(Lifecycle.class, fields);

        assertThat(scan(woven))
                .isEqualTo(ConstantPoolScan.NAMES_LIBRARY | ConstantPoolScan.TAGGED | ConstantPoolScan.WOVEN);
    }

    @Test
    void constantPoolWithAnEntryOfUnknownKindIsRuledOut() {
        byte[] file = new byte[64];
        file[9] = 3;
        file[10] = 99;

        assertThat(scan(file)).isZero();
    }

    @Test
    void textAtTheEndOfTheFileIsReadWithoutExceedingIt() {
        byte[] text = "dev/observatory/event/E".getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[10 + 3 + text.length];
        file[9] = 2;
        file[10] = 1;
        file[12] = (byte) text.length;
        System.arraycopy(text, 0, file, 13, text.length);

        assertThat(scan(file)).isEqualTo(ConstantPoolScan.NAMES_LIBRARY);
    }

    @Test
    void foreignFieldsExcludeThoseOfTheClassItselfAndOfTheJdk() {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, "com/acme/Own", null, "java/lang/Object", null);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "read", "()V", null, null);
        code.visitFieldInsn(Opcodes.GETSTATIC, "java/lang/System", "out", "Ljava/io/PrintStream;");
        code.visitFieldInsn(Opcodes.GETSTATIC, "com/acme/One", "first", "I");
        code.visitFieldInsn(Opcodes.GETSTATIC, "java/lang/System", "err", "Ljava/io/PrintStream;");
        code.visitFieldInsn(Opcodes.GETSTATIC, "com/acme/Own", "mine", "I");
        code.visitFieldInsn(Opcodes.GETSTATIC, "javax/sql/Any", "some", "I");
        code.visitFieldInsn(Opcodes.GETSTATIC, "javanese/Other", "second", "J");
        code.visitFieldInsn(Opcodes.GETSTATIC, "com/acme/One", "third", "I");
        code.visitMaxs(2, 0);
        code.visitEnd();
        writer.visitEnd();

        assertThat(ConstantPoolScan.of(writer.toByteArray()).foreignFields())
                .containsExactly(
                        Utf8Hash.ofField("first", "I"),
                        Utf8Hash.ofField("second", "J"),
                        Utf8Hash.ofField("third", "I"));
    }
}
