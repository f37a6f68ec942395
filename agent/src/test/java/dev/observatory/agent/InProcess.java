package dev.observatory.agent;

import dev.observatory.weave.PlainSite;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.objectweb.asm.ClassReader;

/** Weaves without an agent: bytes in, bytes out. */
final class InProcess {
    private InProcess() {}

    static byte[] weave(Class<?> type, ObservableFields fields) {
        ClassReader reader = new ClassReader(ClassFileLocator.ForClassLoader.read(type));
        return new ClassWeaver(reader, ClassPlan.of(reader, fields, new CalledConstructors(), true), PlainSite::reserve)
                .weave();
    }
}
