package dev.observatory.agent.testing;

import dev.observatory.agent.bytecode.ClassWeaver;
import dev.observatory.agent.bytecode.LibraryCalls;
import dev.observatory.agent.bytecode.MemberDemand;
import dev.observatory.agent.bytecode.WeavingOutcome;
import dev.observatory.agent.bytecode.WeavingPlan;
import dev.observatory.agent.bytecode.WeavingPlanner;
import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.weave.AgentBridge;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.objectweb.asm.ClassReader;

/** Weaves without an agent: bytes in, bytes out. */
public final class InProcess {
    private static final AtomicInteger CLASSES = new AtomicInteger();

    private InProcess() {}

    /**
     * Returns calls of the library for the code of one class.
     *
     * @param prefersNumbers whether events have no call sites
     */
    public static LibraryCalls calls(boolean prefersNumbers) {
        String owner = "class " + CLASSES.incrementAndGet();
        return LibraryCalls.direct(
                prefersNumbers,
                description -> AgentBridge.siteNumber(InProcess.class.getClassLoader(), owner, description));
    }

    /** Weaves the tagged members of one class, which is assumed to assign no observable field of another. */
    public static WeavingOutcome weave(byte[] file) {
        return weave(file, plan(file, new ObservableFieldIndex()));
    }

    /** Plans the tagged members of one class, and adds its observable fields to an index. */
    public static WeavingPlan plan(byte[] file, ObservableFieldIndex fields) {
        ClassReader reader = new ClassReader(file);
        WeavingPlan plan =
                WeavingPlanner.plan(reader, fields.known(), false, true, MemberSelection.NONE, MemberDemand.ALL);
        fields.declare(InProcess.class.getClassLoader(), reader.getClassName(), plan.observableFields());
        return plan;
    }

    private static WeavingOutcome weave(byte[] file, WeavingPlan plan) {
        return ClassWeaver.weave(new ClassReader(file), plan, calls(false), false);
    }

    /** Returns a class file with its tagged members woven; adds its observable fields to an index. */
    public static byte[] weave(Class<?> type, ObservableFieldIndex fields) {
        byte[] file = ClassFileLocator.ForClassLoader.read(type);
        return weave(file, plan(file, fields)).classFile();
    }

    /** Loads a class from its bytes; it sees everything that the tests see. */
    public static Class<?> define(byte[] file) {
        return new ClassLoader(InProcess.class.getClassLoader()) {
            Class<?> define() {
                return defineClass(null, file, 0, file.length);
            }
        }.define();
    }
}
