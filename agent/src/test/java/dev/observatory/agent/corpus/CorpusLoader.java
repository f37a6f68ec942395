package dev.observatory.agent.corpus;

import java.lang.reflect.Member;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Defines a set of classes as they would find one another on a class path, and has the JVM verify them. */
public final class CorpusLoader extends ClassLoader {
    private final Map<String, byte[]> files;

    /** For class files by their names, which are those that {@link Class#getName} tells. */
    CorpusLoader(Map<String, byte[]> files) {
        super(ClassLoader.getPlatformClassLoader());
        this.files = files;
    }

    /** Its own first: the JDK's modules among them would else be the ones that the JVM has already. */
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            byte[] file = files.get(name);
            return file == null ? super.loadClass(name, resolve) : defineClass(name, file, 0, file.length);
        }
    }

    /** Defines and verifies a class, runs nothing of it; null if all went well. */
    @Nullable
    Throwable problemOf(String name) {
        try {
            Class<?> type = loadClass(name, false);
            return problemOfLinking(type);
        } catch (LinkageError | ClassNotFoundException | SecurityException problem) {
            return problem;
        }
    }

    /**
     * Whoever asks a class for its members has it verified first, and then has the types of these looked up. Which of the two
     * failed is not told, so all three are asked: if one is answered, the class was verified.
     */
    static @Nullable public Throwable problemOfLinking(Class<?> type) {
        Throwable problem = problemOf(type::getDeclaredConstructors);
        if (problem instanceof NoClassDefFoundError) {
            problem = problemOf(type::getDeclaredFields);
        }
        return problem instanceof NoClassDefFoundError ? problemOf(type::getDeclaredMethods) : problem;
    }

    private static @Nullable Throwable problemOf(Supplier<Member[]> question) {
        try {
            Member[] unused = question.get();
            return null;
        } catch (LinkageError problem) {
            return problem;
        }
    }
}
