package dev.observatory.agent.testing;

import dev.observatory.agent.bytecode.ClassWeaver;
import dev.observatory.agent.bytecode.WeavingPlan;
import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.classfile.SuperConstructorIndex;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.weave.AgentBridge;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.objectweb.asm.ClassReader;

/** Weaves without an agent: bytes in, bytes out. */
public final class InProcess {
    private InProcess() {}

    /** Weaves what {@code file} is; the plan tells afterwards what became of it. */
    public static byte[] weave(WeavingPlan plan, byte[] file) {
        return new ClassWeaver(new ClassReader(file), plan, AgentBridge::reserveSite).weave();
    }

    public static WeavingPlan plan(byte[] file) {
        return WeavingPlan.of(
                new ClassReader(file),
                new ObservableFieldIndex(),
                new SuperConstructorIndex(),
                true,
                MemberSelection.NONE);
    }

    /** Loads a class from its bytes; it sees all that the tests see. */
    public static Class<?> define(byte[] file) {
        return new ClassLoader(InProcess.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(null, file, 0, file.length);
            }
        }.define();
    }

    public static byte[] weave(Class<?> type, ObservableFieldIndex fields) {
        ClassReader reader = new ClassReader(ClassFileLocator.ForClassLoader.read(type));
        return new ClassWeaver(
                        reader,
                        WeavingPlan.of(reader, fields, new SuperConstructorIndex(), true, MemberSelection.NONE),
                        AgentBridge::reserveSite)
                .weave();
    }
}
