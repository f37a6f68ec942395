package dev.observatory.agent.fuzz;

import dev.observatory.agent.corpus.ClassFileChanges;
import dev.observatory.agent.corpus.CorpusLoader;
import dev.observatory.agent.corpus.CorpusWeaver;
import java.util.List;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;

/**
 * Class files with a few bytes changed, for a fuzzer that watches which code they reach. What the JVM takes as it is, it must
 * take woven, with nothing but code changed. The weaver may refuse: the agent expects that of damaged class files.
 */
final class WeaverFuzz {
    /** None of a package that the fuzzer instruments: it would mend what it reads. */
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
     * @param input which class, then edits of four bytes: three for the place, one for the new value
     */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < 1 + EDIT) {
            return;
        }
        byte[] file = edited(input);
        String name = nameOf(file);
        boolean isTaken = name != null && new Acceptance().problemOf(name, file) == null;
        byte[] woven;
        try {
            woven = new CorpusWeaver(0).weave(file).file().orElse(null);
        } catch (RuntimeException refused) {
            return; // ASM checks some of what the JVM ignores; the agent then says so, and leaves the class alone.
        }
        if (isTaken && woven != null) {
            check(name, file, woven);
        }
    }

    private static void check(@Nullable String name, byte[] file, byte[] woven) {
        Throwable problem = new Acceptance().problemOf(name, woven);
        if (problem != null) {
            throw new AssertionError("[" + name + "] is taken as it is, but not woven", problem);
        }
        ClassReader reader = new ClassReader(file);
        ClassWriter copy = new ClassWriter(reader, 0);
        ClassNode taken = new ClassNode();
        reader.accept(taken, 0);
        taken.accept(copy);
        if (!changes(file, copy.toByteArray()).isEmpty()) {
            return; // No compiler writes annotations so that ASM would write them differently.
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
            return null; // The JVM will not take it either.
        }
    }

    /** Defines one class in a loader of its own, has it verified, and runs nothing of it. */
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
