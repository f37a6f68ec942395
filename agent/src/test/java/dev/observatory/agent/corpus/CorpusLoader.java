package dev.observatory.agent.corpus;

import java.lang.reflect.Member;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Defines a set of classes that can refer to one another as on a class path, and lets the JVM verify them. */
public final class CorpusLoader extends ClassLoader {
    private final Map<String, byte[]> files;

    /** Creates a loader of class files by binary name. */
    CorpusLoader(Map<String, byte[]> files) {
        super(ClassLoader.getPlatformClassLoader());
        this.files = files;
    }

    /** Searches its own classes first, because the JVM has those of the JDK's modules already. */
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

    /** Defines and verifies a class without running its code; returns null on success. */
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
     * Verifies a class by reflection: each query of its members first verifies the class and then resolves the members' types. The
     * failure does not show which of the two failed, so all three queries are tried: if one succeeds, the class is verified.
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
