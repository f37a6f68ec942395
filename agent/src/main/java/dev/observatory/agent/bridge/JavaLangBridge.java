package dev.observatory.agent.bridge;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The copy of {@link CodeBridge} in {@code java.lang}. Defined when the first class needs it, or by an agent that was attached before: it
 * cannot be removed, and is connected to one agent at a time. Safe from any thread.
 *
 * <p>Used while classes are being transformed: calls no class loader of the program.
 */
public final class JavaLangBridge {
    /** The internal name of the class in {@code java.lang}. */
    public static final String NAME = "java/lang/ObservatoryBridge1";

    private static final String TEMPLATE = "dev/observatory/agent/bridge/CodeBridge";

    private final Instrumentation instrumentation;
    // Guarded by this.
    private MethodHandles.@Nullable Lookup bridge;

    /**
     * Creates access to the class, which need not exist.
     *
     * @param instrumentation opens {@code java.lang}
     */
    public JavaLangBridge(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /**
     * Connects the class to the agent; defines it if there is none.
     *
     * @param agent carries out what {@link CodeBridge} passes on
     * @param observedSites tests whether a place without a call site may be observed
     * @throws IllegalStateException if the JVM refuses the class
     */
    public synchronized void connect(Function<@Nullable Object[], @Nullable Object> agent, IntPredicate observedSites) {
        if (bridge == null) {
            MethodHandles.Lookup defined = define();
            set(defined, "observedSites", IntPredicate.class, observedSites);
            set(defined, "agent", Function.class, agent);
            bridge = defined;
        }
    }

    /** Disconnects the class from the agent: places that are linked stay as they are, and others are idle permanently. */
    public synchronized void disconnect() {
        MethodHandles.Lookup defined = bridge;
        if (defined != null) {
            bridge = null;
            set(defined, "agent", Function.class, null);
            set(defined, "observedSites", IntPredicate.class, null);
        }
    }

    private static void set(MethodHandles.Lookup bridge, String field, Class<?> type, @Nullable Object value) {
        try {
            bridge.findStaticVarHandle(bridge.lookupClass(), field, type).setVolatile(value);
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException("class [" + NAME + "] is of another version of the agent", otherVersion);
        }
    }

    private MethodHandles.Lookup define() {
        try {
            BiFunction<String, byte[], MethodHandles.Lookup> definer = isolatedDefiner();
            instrumentation.redefineModule(
                    Object.class.getModule(),
                    Set.of(),
                    Map.of(),
                    Map.of(
                            Object.class.getPackageName(),
                            Set.of(definer.getClass().getModule())),
                    Set.of(),
                    Map.of());
            return definer.apply(NAME.replace('/', '.'), renamed(classFile("CodeBridge")));
        } catch (ReflectiveOperationException | IOException failure) {
            throw new IllegalStateException("class [" + NAME + "] cannot be defined: " + failure, failure);
        }
    }

    @SuppressWarnings("unchecked")
    private static BiFunction<String, byte[], MethodHandles.Lookup> isolatedDefiner()
            throws ReflectiveOperationException, IOException {
        byte[] classFile = classFile("BridgeDefiner");
        Class<?> definer = new IsolatedLoader().define(classFile);
        return (BiFunction<String, byte[], MethodHandles.Lookup>)
                definer.getDeclaredConstructor().newInstance();
    }

    private static byte[] classFile(String simpleName) throws IOException {
        try (InputStream in = JavaLangBridge.class.getResourceAsStream(simpleName + ".class")) {
            return requireNonNull(in, simpleName).readAllBytes();
        }
    }

    /** Returns the template under the name that it has in {@code java.lang}. */
    private static byte[] renamed(byte[] template) {
        ClassNode node = new ClassNode();
        new ClassReader(template).accept(node, ClassReader.SKIP_DEBUG);
        node.name = NAME;
        for (MethodNode method : node.methods) {
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction instanceof MethodInsnNode call && call.owner.equals(TEMPLATE)) {
                    call.owner = NAME;
                } else if (instruction instanceof FieldInsnNode access && access.owner.equals(TEMPLATE)) {
                    access.owner = NAME;
                }
            }
        }
        ClassWriter writer = new ClassWriter(0);
        node.accept(writer);
        return writer.toByteArray();
    }

    /** A class loader with one class, whose parent is the bootstrap class loader. */
    private static final class IsolatedLoader extends ClassLoader {
        IsolatedLoader() {
            super("observatory-bridge", null);
        }

        Class<?> define(byte[] classFile) {
            return defineClass(null, classFile, 0, classFile.length);
        }
    }
}
