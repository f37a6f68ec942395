package dev.observatory.agent.fuzz;

import dev.observatory.agent.corpus.ClassFileChanges;
import dev.observatory.agent.corpus.CorpusLoader;
import dev.observatory.agent.corpus.CorpusWeaver;
import dev.observatory.agent.corpus.CorpusWeaver.Occasion;
import java.util.List;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * Fuzzes the weaver with class files of which a few bytes are changed. If the JVM accepts such a class file, it must accept the woven
 * one, in which only code may differ. The weaver may throw: the agent handles that for invalid class files.
 */
final class WeaverFuzz {
    /** No class of a package that the fuzzer instruments, because it would repair the class files. */
    private static final List<String> SEEDS = List.of(
            "com.acme.Anatomy",
            "com.acme.Constructors",
            "com.acme.FieldKinds",
            "com.acme.FieldWrites",
            "com.acme.Lifecycle",
            "com.acme.MemberKinds",
            "com.acme.OrderDesk",
            "com.acme.Specimens",
            "net.bytebuddy.pool.TypePool$Default$TypeExtractor",
            "org.assertj.core.internal.Strings",
            "net.bytebuddy.jar.asm.MethodWriter");

    private static final int EDIT = 4;

    private WeaverFuzz() {}

    /**
     * Called by the fuzzer.
     *
     * @param input the index of a class, then edits of four bytes: three for the offset, one for the new value
     */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 1 + EDIT) {
            return;
        }
        byte[] file = edited(input);
        String name = nameOf(file);
        boolean isAccepted = name != null && new Acceptance().problemOf(name, file) == null;
        for (Occasion occasion : Occasion.values()) {
            byte[] woven = woven(file, occasion);
            if (isAccepted && woven != null) {
                check(name, file, woven);
            }
        }
    }

    private static byte @Nullable [] woven(byte[] file, Occasion occasion) {
        try {
            return new CorpusWeaver(occasion, 0).weave(file).file().orElse(null);
        } catch (RuntimeException | AssertionError refused) {
            // ASM checks some things that the JVM ignores; the agent then reports the class and does not weave it.
            return null;
        }
    }

    private static void check(@Nullable String name, byte[] file, byte[] woven) {
        Throwable problem = new Acceptance().problemOf(name, woven);
        if (problem != null) {
            throw new AssertionError("[" + name + "] is accepted as it is, but not when woven", problem);
        }
        ClassReader reader = new ClassReader(file);
        ClassWriter copy = new ClassWriter(reader, 0);
        ClassNode parsed = new ClassNode();
        boolean hasFrames = reader.readUnsignedShort(6) >= Opcodes.V1_6; // The JVM ignores those of older versions.
        // The only frames that ASM writes for every version.
        reader.accept(parsed, hasFrames ? ClassReader.EXPAND_FRAMES : ClassReader.SKIP_FRAMES);
        parsed.accept(copy);
        if (!changes(file, copy.toByteArray()).isEmpty()) {
            return; // ASM writes these annotations differently; no compiler generates such ones.
        }
        List<String> changes = changes(file, woven);
        if (!changes.isEmpty()) {
            throw new AssertionError("[" + name + "] has changed: " + changes);
        }
    }

    private static List<String> changes(byte[] file, byte[] other) {
        return ClassFileChanges.between(file, other, method -> true);
    }

    private static byte[] edited(byte[] input) {
        String seed = SEEDS.get((input[0] & 0xff) % SEEDS.size());
        byte[] file = read(seed);
        for (int at = 1; at + EDIT <= input.length; at += EDIT) {
            int place = (input[at] & 0xff) << 16 | (input[at + 1] & 0xff) << 8 | (input[at + 2] & 0xff);
            file[place % file.length] = input[at + 3];
        }
        return file;
    }

    private static byte[] read(String name) {
        try {
            return ClassFileLocator.ForClassLoader.read(Class.forName(name, false, WeaverFuzz.class.getClassLoader()));
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("[" + name + "] is not on the class path", missing);
        }
    }

    private static @Nullable String nameOf(byte[] file) {
        try {
            return new ClassReader(file).getClassName().replace('/', '.');
        } catch (RuntimeException notAClass) {
            return null; // The JVM will not accept it either.
        }
    }

    /** Defines and verifies one class in a class loader of its own, without running its code. */
    private static final class Acceptance extends ClassLoader {
        Acceptance() {
            super(WeaverFuzz.class.getClassLoader());
        }

        @Nullable
        Throwable problemOf(@Nullable String name, byte[] file) {
            try {
                return CorpusLoader.problemOfLinking(defineClass(name, file, 0, file.length));
            } catch (LinkageError | SecurityException problem) {
                return problem;
            }
        }
    }
}
