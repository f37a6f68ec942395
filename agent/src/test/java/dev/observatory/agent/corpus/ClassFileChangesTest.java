package dev.observatory.agent.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

class ClassFileChangesTest {
    private static final byte[] FILE = ClassFileLocator.ForClassLoader.read(Specimen.class);

    sealed interface Kind permits Specimen {}

    @FunctionalInterface
    private interface Other {
        void act();
    }

    @Deprecated
    record Specimen(@Deprecated int size, String name) implements Kind {
        int twice() throws IllegalStateException {
            Other other = () -> System.out.println(name);
            other.act();
            return size * 2;
        }

        /** Has frames and line numbers, which are in another order when ASM writes the code anew. */
        int atLeastOne() {
            return size > 0 ? size : 1;
        }
    }

    private static byte[] edited(Consumer<ClassNode> edit) {
        ClassReader reader = new ClassReader(FILE);
        ClassNode node = new ClassNode();
        reader.accept(node, 0);
        edit.accept(node);
        ClassWriter writer = new ClassWriter(reader, 0);
        node.accept(writer);
        return writer.toByteArray();
    }

    private static MethodNode twice(ClassNode node) {
        return node.methods.stream()
                .filter(method -> method.name.equals("twice"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> changes(Consumer<ClassNode> edit) {
        return ClassFileChanges.between(FILE, edited(edit), method -> false);
    }

    @Test
    void identicalClassFilesHaveNoChanges() {
        assertThat(changes(node -> {})).isEmpty();
    }

    @Test
    void codeMayChangeOnlyInAllowedMethods() {
        byte[] other = edited(node -> twice(node).instructions.insert(new InsnNode(Opcodes.NOP)));

        assertThat(ClassFileChanges.between(FILE, other, method -> method.equals("twice()I")))
                .isEmpty();
        assertThat(ClassFileChanges.between(FILE, other, method -> false))
                .containsExactly("attribute Code of method twice()I");
    }

    @Test
    void everyPartOfTheClassIsCompared() {
        assertThat(changes(node -> node.version = Opcodes.V11)).containsExactly("the version of the class file");
        assertThat(changes(node -> node.access |= Opcodes.ACC_PUBLIC))
                .containsExactly("its flags, name, super class or interfaces");
        assertThat(changes(node -> node.interfaces.add("java/io/Serializable")))
                .containsExactly("its flags, name, super class or interfaces");
        assertThat(changes(node -> node.visibleAnnotations = null))
                .singleElement()
                .asString()
                .startsWith("the attributes of the class, from [BootstrapMethods, Deprecated, InnerClasses, ");
        assertThat(changes(node -> node.recordComponents.get(0).signature = "TT;"))
                .containsExactly("attribute Record of the class");
        assertThat(changes(node -> node.innerClasses.remove(0))).containsExactly("attribute InnerClasses of the class");
        assertThat(changes(node -> node.nestHostClass = "java/lang/Object"))
                .containsExactly("attribute NestHost of the class");
    }

    @Test
    void everyPartOfAMemberIsCompared() {
        assertThat(changes(node -> node.fields.add(new FieldNode(0, "extra", "I", null, null))))
                .containsExactly("the number of its fields");
        assertThat(changes(node -> node.methods.remove(twice(node)))).contains("the number of its methods");
        assertThat(changes(node -> twice(node).access |= Opcodes.ACC_FINAL))
                .containsExactly("flags, name or type of method twice()I");
        assertThat(changes(node -> twice(node).exceptions.set(0, "java/lang/Exception")))
                .containsExactly("attribute Exceptions of method twice()I");
        assertThat(changes(node -> node.fields.get(0).signature = "TT;"))
                .containsExactly("the attributes of field sizeI, from [Deprecated, RuntimeVisibleAnnotations]"
                        + " to [Deprecated, RuntimeVisibleAnnotations, Signature]");
    }

    @Test
    void sameConstantAtAnotherIndexIsNotAChange() {
        ConstantEntries entries = new ConstantEntries(List.of(
                bytes(),
                bytes(1, 0, 1, 'a'),
                bytes(1, 0, 1, 'a'),
                bytes(7, 0, 1),
                bytes(7, 0, 2),
                bytes(1, 0, 1, 'b')));

        assertThat(entries.areSame(bytes(9, 0, 3, 9), bytes(9, 0, 4, 9))).isTrue();
        assertThat(entries.areSame(bytes(0, 1), bytes(0, 5))).isFalse();
        assertThat(entries.areSame(bytes(0, 3), bytes(0, 0))).isFalse();
        assertThat(entries.areSame(bytes(0, 3), bytes(0, 3, 0))).isFalse();
    }

    private static ByteBuffer bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return ByteBuffer.wrap(bytes);
    }
}
