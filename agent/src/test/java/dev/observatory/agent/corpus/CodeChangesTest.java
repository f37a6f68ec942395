package dev.observatory.agent.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

class CodeChangesTest {
    private static final byte[] FILE = ClassFileLocator.ForClassLoader.read(Specimen.class);

    static final class Specimen {
        static int run(int times) {
            try {
                int twice = times * 2;
                return twice;
            } catch (IllegalStateException failure) {
                return 0;
            }
        }
    }

    private static List<String> changes(Consumer<MethodNode> edit) {
        ClassReader reader = new ClassReader(FILE);
        ClassNode node = new ClassNode();
        reader.accept(node, ClassReader.EXPAND_FRAMES);
        node.methods.stream().filter(method -> method.name.equals("run")).forEach(edit);
        ClassWriter writer = new ClassWriter(reader, 0);
        node.accept(writer);
        return CodeChanges.between(FILE, writer.toByteArray());
    }

    private static void remove(MethodNode method, Class<? extends AbstractInsnNode> kind) {
        Iterator<AbstractInsnNode> instructions = method.instructions.iterator();
        while (instructions.hasNext()) {
            if (kind.isInstance(instructions.next())) {
                instructions.remove();
                return;
            }
        }
    }

    @Test
    void addedInstructionsAreNotAChange() {
        assertThat(changes(method -> {
                    LabelNode first = (LabelNode) method.instructions.getFirst();
                    method.instructions.insert(first, new InsnNode(Opcodes.POP));
                    method.instructions.insert(first, new InsnNode(Opcodes.ICONST_0));
                }))
                .isEmpty();
    }

    @Test
    void removedInstructionsAreAChange() {
        assertThat(changes(method -> remove(method, InsnNode.class))).contains("the instructions of run(I)I");
    }

    @Test
    void removedHandlerIsAChange() {
        assertThat(changes(method -> method.tryCatchBlocks.clear())).containsExactly("the handlers of run(I)I");
    }

    @Test
    void removedLineNumberIsAChange() {
        assertThat(changes(method -> remove(method, LineNumberNode.class)))
                .containsExactly("the line numbers of run(I)I");
    }

    @Test
    void removedOrMovedVariableScopeIsAChange() {
        assertThat(changes(method -> method.localVariables.remove(0)))
                .contains("the number of variables known in run(I)I");
        assertThat(changes(method -> method.localVariables.get(0).index = 3))
                .containsExactly("variable twice of run(I)I");
        assertThat(changes(method -> method.localVariables.get(0).end = method.localVariables.get(0).start))
                .containsExactly("the scope of twice in run(I)I");
    }
}
