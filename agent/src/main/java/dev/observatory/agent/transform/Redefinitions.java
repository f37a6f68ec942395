package dev.observatory.agent.transform;

import dev.observatory.agent.classfile.ConstantPoolScan;
import dev.observatory.agent.classfile.JdkRetransformBugs;
import dev.observatory.agent.jvm.ClassLoaderMap;
import dev.observatory.agent.jvm.JdkBug;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.weave.AgentBridge;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The new definitions that other agents and debuggers give to loaded classes (hot swap), and the retransformations by this agent that
 * have to take them into account.
 *
 * <p>A transformer sees a new definition before the JVM accepts or refuses it, and is not notified of the decision. So what is recorded
 * about the class stays as it is, and shortly afterwards this agent retransforms the class, which the JVM does with the definition that
 * it has.
 *
 * <p>JVMs with {@link JdkBug#OUTDATED_DEFINITION} retransform the definition from before instead, which would undo the hot swap. On
 * those, the class is redefined with the new definition, which is kept until the class loader is collected. Safe for use by many threads.
 */
final class Redefinitions {
    private static final long DELAY_MILLIS = 50;

    private final Instrumentation instrumentation;
    private final JdkRetransformBugs bugs;
    private final boolean keepsDefinitions;
    private final ThreadSet retransforming = new ThreadSet();
    private final ClassLoaderMap<Map<String, byte[]>> definitions = new ClassLoaderMap<>();
    private final Queue<WeakReference<Class<?>>> unconfirmed = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isScheduled = new AtomicBoolean();

    Redefinitions(Instrumentation instrumentation, JdkRetransformBugs bugs, Runtime.Version jvm) {
        this.instrumentation = instrumentation;
        this.bugs = bugs;
        this.keepsDefinitions = JdkBug.OUTDATED_DEFINITION.affects(jvm) && instrumentation.isRedefineClassesSupported();
    }

    /** Returns whether this thread retransforms a class for this agent. */
    boolean isOwnRetransformation() {
        return retransforming.containsCurrent();
    }

    /**
     * Returns whether the transformer that calls this is called for a new definition by another agent or a debugger, and not for a
     * retransformation, which cannot change what is recorded. A debugger has no frame on the stack.
     */
    boolean isForeignDefinition() {
        if (isOwnRetransformation()) {
            return false;
        }
        String caller = StackWalker.getInstance().walk(frames -> frames.filter(
                        frame -> frame.getClassName().equals("sun.instrument.InstrumentationImpl"))
                .map(StackWalker.StackFrame::getMethodName)
                .filter(name -> name.startsWith("redefine") || name.startsWith("retransform"))
                .findFirst()
                .orElse(""));
        return caller.isEmpty() ? Thread.currentThread().getName().startsWith("JDWP") : caller.startsWith("redefine");
    }

    /** Records a new definition that the JVM is about to accept or to refuse. */
    void add(Class<?> type, ClassLoader loader, String internalName, byte[] definition) {
        if (keepsDefinitions) {
            Map<String, byte[]> ofLoader = definitions.get(loader);
            if (ofLoader == null) {
                ofLoader = definitions.putIfAbsent(loader, new ConcurrentHashMap<>());
            }
            ofLoader.put(internalName, definition);
        } else if (bugs.reason(ConstantPoolScan.of(definition).found(null)) != null) {
            return;
        }
        unconfirmed.add(new WeakReference<>(type));
        if (isScheduled.compareAndSet(false, true)) {
            try {
                AgentBridge.later(TimeUnit.MILLISECONDS.toNanos(DELAY_MILLIS), this::confirm);
            } catch (Exception | OutOfMemoryError noThread) {
                isScheduled.set(false); // The next new definition tries again.
            }
        }
    }

    private void confirm() {
        isScheduled.set(false);
        for (WeakReference<Class<?>> next = unconfirmed.poll(); next != null; next = unconfirmed.poll()) {
            Class<?> type = next.get();
            if (type != null) {
                try {
                    retransform(List.of(type));
                } catch (Exception | LinkageError | InternalError failure) {
                    AgentMessages.print(
                            "class [" + type.getName() + "], which another agent or a debugger has redefined,"
                                    + " was not woven again: " + failure);
                }
            }
        }
    }

    /**
     * Retransforms classes for this agent. Uses no lambdas: late field writers may be retransformed while the program starts.
     *
     * @throws UnmodifiableClassException if the JVM does not allow that for any of them
     */
    void retransform(List<Class<?>> classes) throws UnmodifiableClassException {
        boolean isOutermost = retransforming.addCurrent();
        try {
            List<Class<?>> others = new ArrayList<>(classes.size());
            for (Class<?> type : classes) {
                if (!isRedefinedInstead(type)) {
                    others.add(type);
                }
            }
            if (!others.isEmpty()) {
                instrumentation.retransformClasses(others.toArray(new Class<?>[0]));
            }
        } finally {
            if (isOutermost) {
                retransforming.removeCurrent();
            }
        }
    }

    /** Redefines a class with the definition that another agent or a debugger has given to it; returns whether there is one. */
    private boolean isRedefinedInstead(Class<?> type) {
        byte[] definition = definitionOf(type);
        if (definition == null) {
            return false;
        }
        try {
            instrumentation.redefineClasses(new ClassDefinition(type, definition));
            return true;
        } catch (ClassNotFoundException
                | UnmodifiableClassException
                | UnsupportedOperationException
                | LinkageError refused) {
            forget(type); // The JVM has refused it the first time too.
            return false;
        }
    }

    private byte @Nullable [] definitionOf(Class<?> type) {
        Map<String, byte[]> ofLoader = keepsDefinitions ? definitions.get(type.getClassLoader()) : null;
        return ofLoader == null ? null : ofLoader.get(nameOf(type));
    }

    private void forget(Class<?> type) {
        Map<String, byte[]> ofLoader = definitions.get(type.getClassLoader());
        if (ofLoader != null) {
            ofLoader.remove(nameOf(type));
        }
    }

    private static String nameOf(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    /** Releases what is kept of collected class loaders. */
    void release() {
        definitions.releaseEnqueued();
    }
}
