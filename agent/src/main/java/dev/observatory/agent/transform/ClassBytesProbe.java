package dev.observatory.agent.transform;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the bytes of loaded classes and changes nothing, some 50 microseconds a class.
 *
 * <p>Only the JVM has the bytes of every loaded class, and it shows them only to who is about to change them. So a change is begun
 * and given up: what is handed back here is no class file, the JVM refuses it before anything stops or changes, and the class need
 * not even be linked. No class loader is asked, and no file is read.
 */
final class ClassBytesProbe implements ClassFileTransformer, AutoCloseable {
    /** Not even a header. */
    private static final byte[] NO_CLASS_FILE = {0};

    private final Instrumentation instrumentation;
    private final WeavingTransformer weaver;
    private final Thread thread = Thread.currentThread();
    private @Nullable Class<?> wanted;
    private byte @Nullable [] seen;

    private ClassBytesProbe(Instrumentation instrumentation, WeavingTransformer weaver) {
        this.instrumentation = instrumentation;
        this.weaver = weaver;
    }

    /** To be closed by the same thread, which does nothing else meanwhile. */
    static ClassBytesProbe begin(Instrumentation instrumentation, WeavingTransformer weaver) {
        ClassBytesProbe peek = new ClassBytesProbe(instrumentation, weaver);
        instrumentation.addTransformer(peek, true);
        weaver.lookingOn(peek.thread);
        return peek;
    }

    /** The class's bytes as an agent that comes now would see them; null if the JVM does not show them. */
    byte @Nullable [] bytesOf(Class<?> type) {
        wanted = type;
        seen = null;
        try {
            instrumentation.retransformClasses(type);
        } catch (LinkageError | InternalError | UnmodifiableClassException givenUp) {
            // As it was meant to be.
        } finally {
            wanted = null;
        }
        return seen;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] file) {
        if (redefined == null
                || redefined != wanted
                || Thread.currentThread() != thread
                || !isNameOf(redefined, name)) {
            return null;
        }
        seen = file;
        return NO_CLASS_FILE;
    }

    /**
     * A class of the JDK that the JVM needs meanwhile, to let a module read what agents add, is passed as a change of the wanted one.
     * Refusing that would leave the class unusable.
     */
    private static boolean isNameOf(Class<?> type, @Nullable String name) {
        return type.getName().replace('.', '/').equals(name);
    }

    @Override
    public void close() {
        weaver.lookingOn(null);
        instrumentation.removeTransformer(this);
    }
}
