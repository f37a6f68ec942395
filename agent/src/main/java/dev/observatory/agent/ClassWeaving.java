package dev.observatory.agent;

import dev.observatory.weave.PlainSite;
import dev.observatory.weave.Weave;
import java.lang.instrument.Instrumentation;
import java.util.function.BiPredicate;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Takes classes that may have something to weave from their bytes to the report. The first class that loads ASM. */
final class ClassWeaving {
    private static final int NEWEST_MAJOR = Opcodes.V27;

    private static volatile boolean warnedOfNewVersion;

    private final Instrumentation instrumentation;
    private final ObservableFields fields = new ObservableFields();
    private final CalledConstructors called = new CalledConstructors();
    private final WeavingReport report = new WeavingReport();

    ClassWeaving(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    ObservableFields.Known knownFields() {
        return fields.known();
    }

    /** Whether constructors of a class are called by tagged ones. */
    boolean isCalledByTagged(String className) {
        return called.contains(className);
    }

    WeavingReport report() {
        return report;
    }

    byte @Nullable [] weave(
            @Nullable Module module, ClassLoader loader, String name, byte[] file, boolean namesLibrary) {
        if (isTooNew(name, file)) {
            return null;
        }
        ClassReader reader = new ClassReader(file);
        ClassPlan plan = ClassPlan.of(reader, fields, called, namesLibrary);
        if (plan.isEmpty()) {
            return null;
        }
        Class<?> door = doorSeenFrom(loader);
        if (door == null) {
            Warnings.print("not woven: class [" + name.replace('/', '.') + "]: its class loader ["
                    + loader.getClass().getName() + "] does not find the Observatory library");
            return null;
        }
        if (module != null && !willRead(module, door.getModule())) {
            Warnings.print("not woven: class [" + name.replace('/', '.') + "]: its " + module
                    + " does not read the Observatory library in " + door.getModule() + "; let it require that");
            return null;
        }
        openDoor(door);
        if (plan.hasObservers()) {
            announceObservers(door, new LoadedClass(instrumentation, loader, name.replace('/', '.')));
        }
        byte[] woven = plan.weavesAny() ? new ClassWeaver(reader, plan, siteNumbers(door)).weave() : null;
        report.add(loader, name, plan.wovenMembers(), plan.skipped());
        return woven;
    }

    private static IntSupplier siteNumbers(Class<?> door) {
        return door == Weave.class ? PlainSite::reserve : () -> reserveIn(door);
    }

    /** In another copy of the library, which counts for itself. */
    private static int reserveIn(Class<?> door) {
        try {
            Class<?> sites = Class.forName(PlainSite.class.getName(), true, door.getClassLoader());
            return (int) sites.getMethod("reserve").invoke(null);
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException("that copy of the library does not fit this agent", otherVersion);
        }
    }

    private static boolean isTooNew(String name, byte[] file) {
        int major = (file[6] & 0xff) << 8 | (file[7] & 0xff);
        if (major <= NEWEST_MAJOR) {
            return false;
        }
        if (!warnedOfNewVersion) {
            warnedOfNewVersion = true; // Two threads may both warn: better than a lock.
            Warnings.print("not woven: class [" + name.replace('/', '.') + "] and others like it: class file version "
                    + major + " is newer than " + NEWEST_MAJOR + ", the newest that this agent knows");
        }
        return true;
    }

    /** The copy of the library that woven code of this loader will call; null if it finds none. */
    private static @Nullable Class<?> doorSeenFrom(ClassLoader loader) {
        try {
            return Class.forName("dev.observatory.weave.Weave", false, loader);
        } catch (ClassNotFoundException | LinkageError unseen) {
            return null;
        }
    }

    /** A module whose code an agent has changed is let read the class path by the JVM, if it does not anyway. */
    private static boolean willRead(Module module, Module library) {
        return module.canRead(library)
                || library == ClassLoader.getSystemClassLoader().getUnnamedModule();
    }

    /** Lets that copy ask what is woven. Our own is called directly: reflection inside a transformer is to be avoided. */
    private void openDoor(Class<?> door) {
        if (door == Weave.class) {
            Weave.agentIsHere(report);
        } else {
            call(door, "agentIsHere", BiPredicate.class, report);
        }
    }

    /** Lets that copy connect the static observers of a class once it is loaded. */
    private void announceObservers(Class<?> door, LoadedClass holder) {
        if (door == Weave.class) {
            Weave.observersIn(holder);
        } else {
            call(door, "observersIn", Supplier.class, holder);
        }
    }

    private static void call(Class<?> door, String method, Class<?> parameter, Object argument) {
        try {
            door.getMethod(method, parameter).invoke(null, argument);
        } catch (ReflectiveOperationException otherVersion) {
            Warnings.print("a copy of the library in class loader [" + door.getClassLoader()
                    + "] does not fit this agent: " + otherVersion);
        }
    }
}
