package dev.observatory.agent.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.EdgeOfStack;
import com.acme.FieldWrites;
import com.acme.Lifecycle;
import com.acme.Signatures;
import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.testing.InProcess;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/** A debugger shows the same line and the same variables at each original instruction of a woven method. */
class DebugInformationTest {

    static Stream<Class<?>> wovenClasses() throws ClassNotFoundException {
        Class<?> specimens = Class.forName("com.acme.Specimens");
        Stream<Class<?>> nested = Arrays.stream(specimens.getDeclaredClasses())
                .filter(type -> !type.isAnnotation() && !type.getSimpleName().matches("Names|Mood"));
        return Stream.concat(
                Stream.of(Lifecycle.class, Signatures.class, FieldWrites.class, EdgeOfStack.class), nested);
    }

    @ParameterizedTest
    @MethodSource("wovenClasses")
    void originalInstructionsKeepLinesAndVariables(Class<?> type) {
        ClassNode before = read(ClassFileLocator.ForClassLoader.read(type));
        ClassNode after = read(InProcess.weave(type, new ObservableFieldIndex()));

        for (int i = 0; i < before.methods.size(); i++) {
            MethodNode old = before.methods.get(i);
            MethodNode woven = after.methods.get(i);

            assertThat(views(woven, own(woven, old))).as(old.name).isEqualTo(views(old, instructions(old)));
            assertThat(lines(woven)).as(old.name).isEqualTo(lines(old));
        }
    }

    @ParameterizedTest
    @MethodSource("wovenClasses")
    void entryCodeBelongsToTheFirstLine(Class<?> type) {
        ClassNode before = read(ClassFileLocator.ForClassLoader.read(type));
        ClassNode after = read(InProcess.weave(type, new ObservableFieldIndex()));

        for (int i = 0; i < before.methods.size(); i++) {
            MethodNode old = before.methods.get(i);
            if (!instructions(old).isEmpty()) {
                assertThat(views(
                                after.methods.get(i),
                                instructions(after.methods.get(i)).subList(0, 1)))
                        .as(old.name)
                        .isEqualTo(views(old, instructions(old).subList(0, 1)));
            }
        }
    }

    private static ClassNode read(byte[] file) {
        ClassNode node = new ClassNode();
        new ClassReader(file).accept(node, ClassReader.SKIP_FRAMES);
        return node;
    }

    private static List<AbstractInsnNode> instructions(MethodNode method) {
        List<AbstractInsnNode> real = new ArrayList<>();
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction.getOpcode() >= 0) {
                real.add(instruction);
            }
        }
        return real;
    }

    /** Returns the original instructions of a woven method, in order. */
    private static List<AbstractInsnNode> own(MethodNode woven, MethodNode old) {
        List<AbstractInsnNode> all = instructions(woven);
        if (all.isEmpty()) {
            return all;
        }
        int at = entrySize(all);
        List<AbstractInsnNode> own = new ArrayList<>();
        for (AbstractInsnNode wanted : instructions(old)) {
            while (!text(all.get(at)).equals(text(wanted))) {
                at++;
            }
            own.add(all.get(at++));
        }
        return own;
    }

    /** Returns the number of instructions up to the store of the token; zero if the method is not an event. */
    private static int entrySize(List<AbstractInsnNode> woven) {
        int at = 0;
        while (woven.get(at).getOpcode() >= Opcodes.ILOAD && woven.get(at).getOpcode() <= Opcodes.ALOAD) {
            at++;
        }
        return text(woven.get(at)).contains("weave/Weave.method") ? at + 2 : 0;
    }

    private static String text(AbstractInsnNode instruction) {
        Textifier text = new Textifier();
        instruction.accept(new TraceMethodVisitor(text));
        return text.getText().toString().replaceAll("\\bL\\d+\\b", "label");
    }

    private static List<String> views(MethodNode method, List<AbstractInsnNode> instructions) {
        return instructions.stream()
                .map(instruction -> lineOf(method, instruction) + " " + variablesAt(method, instruction))
                .toList();
    }

    private static int lineOf(MethodNode method, AbstractInsnNode instruction) {
        int at = method.instructions.indexOf(instruction);
        int found = -1;
        int foundAt = -1;
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof LineNumberNode line) {
                int start = method.instructions.indexOf(line.start);
                if (start <= at && start >= foundAt) {
                    found = line.line;
                    foundAt = start;
                }
            }
        }
        return found;
    }

    private static List<String> variablesAt(MethodNode method, AbstractInsnNode instruction) {
        int at = method.instructions.indexOf(instruction);
        List<String> visible = new ArrayList<>();
        for (LocalVariableNode variable :
                method.localVariables == null ? List.<LocalVariableNode>of() : method.localVariables) {
            if (method.instructions.indexOf(variable.start) <= at && at < method.instructions.indexOf(variable.end)) {
                visible.add(variable.index + " " + variable.name + " " + variable.desc + " " + variable.signature);
            }
        }
        return visible;
    }

    private static List<Integer> lines(MethodNode method) {
        List<Integer> lines = new ArrayList<>();
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof LineNumberNode line) {
                lines.add(line.line);
            }
        }
        return lines;
    }
}
