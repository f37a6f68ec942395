package dev.observatory.agent;

import dev.observatory.weave.AgentBridge;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.objectweb.asm.ClassReader;

/** Weaves without an agent: bytes in, bytes out. */
final class InProcess {
    private InProcess() {}

    /** Weaves what {@code file} is; the plan tells afterwards what became of it. */
    static byte[] weave(ClassPlan plan, byte[] file) {
        return new ClassWeaver(new ClassReader(file), plan, AgentBridge::reserveSite).weave();
    }

    static ClassPlan plan(byte[] file) {
        return ClassPlan.of(
                new ClassReader(file), new ObservableFields(), new CalledConstructors(), true, Selection.NONE);
    }

    /** Loads a class from its bytes; it sees all that the tests see. */
    static Class<?> define(byte[] file) {
        return new ClassLoader(InProcess.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(null, file, 0, file.length);
            }
        }.define();
    }

    static byte[] weave(Class<?> type, ObservableFields fields) {
        ClassReader reader = new ClassReader(ClassFileLocator.ForClassLoader.read(type));
        return new ClassWeaver(
                        reader,
                        ClassPlan.of(reader, fields, new CalledConstructors(), true, Selection.NONE),
                        AgentBridge::reserveSite)
                .weave();
    }
}
