package dev.observatory.agent.transform;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Reads the class files of loaded classes without changing the classes, in about 50 microseconds per class.
 *
 * <p>Only the JVM has the class file of every loaded class, and it passes them to transformers only. So a retransformation is started
 * and aborted: the transformer returns something that is not a class file, and the JVM refuses it before it pauses or changes anything;
 * the class need not even be linked. No class loader is called, and no file is read.
 */
final class ClassBytesProbe implements ClassFileTransformer, AutoCloseable {
    /** Shorter than the header of a class file. */
    private static final byte[] INVALID_CLASS_FILE = {0};

    private final Instrumentation instrumentation;
    private final ThreadSet probing;
    private final Thread owner = Thread.currentThread();
    private boolean isOutermost;
    private @Nullable Class<?> wanted;
    private byte @Nullable [] seen;

    private ClassBytesProbe(Instrumentation instrumentation, ThreadSet probing) {
        this.instrumentation = instrumentation;
        this.probing = probing;
    }

    /** Creates a probe for this thread, which must close it and must not load classes to be woven meanwhile. */
    static ClassBytesProbe open(Instrumentation instrumentation, ThreadSet probing) {
        ClassBytesProbe probe = new ClassBytesProbe(instrumentation, probing);
        instrumentation.addTransformer(probe, true);
        probe.isOutermost = probing.addCurrent();
        return probe;
    }

    /** Returns the class file that a transformer added now would receive; null if the JVM does not provide it. */
    byte @Nullable [] classFileOf(Class<?> type) {
        wanted = type;
        seen = null;
        try {
            instrumentation.retransformClasses(type);
        } catch (LinkageError | InternalError | UnmodifiableClassException aborted) {
            // Expected: the class file has been seen, and the class stays as it is.
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
        if (redefined == null || redefined != wanted || Thread.currentThread() != owner || !isNameOf(redefined, name)) {
            return null;
        }
        seen = file;
        return INVALID_CLASS_FILE;
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
        if (isOutermost) {
            probing.removeCurrent();
        }
        instrumentation.removeTransformer(this);
    }
}
