package dev.observatory.agent;

import dev.observatory.weave.PlainSite;
import dev.observatory.weave.Weave;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
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
    private final AgentArguments arguments;
    private final ByNameLimit limit;
    private final @Nullable ClassDump dump;
    private final List<WeakReference<Class<?>>> doors = new CopyOnWriteArrayList<>();
    private final ObservableFields fields = new ObservableFields();
    private final CalledConstructors called = new CalledConstructors();
    private final WeavingReport report = new WeavingReport();
    private final LateWriters lateWriters;

    ClassWeaving(Instrumentation instrumentation, AgentArguments arguments, FieldReferences references) {
        this.instrumentation = instrumentation;
        this.arguments = arguments;
        this.limit = new ByNameLimit(arguments);
        this.dump = arguments.dump() == null ? null : new ClassDump(arguments.dump());
        this.lateWriters = new LateWriters(instrumentation, references, new RetransformTraps(Runtime.version()));
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
        ClassPlan plan = ClassPlan.of(reader, fields, called, namesLibrary, arguments.selection());
        limit.apply(plan, name);
        if (plan.isEmpty()) {
            return null;
        }
        Class<?> door = doorSeenFrom(loader);
        String obstacle = obstacle(module, loader, door);
        if (door == null || obstacle != null) {
            leaveAlone(loader, name, namesLibrary, String.valueOf(obstacle));
            return null;
        }
        openDoor(door);
        if (plan.hasObservers()) {
            announceObservers(door, new LoadedClass(instrumentation, loader, name.replace('/', '.')));
        }
        byte[] woven = weave(reader, plan, door);
        report.add(loader, name, plan.wovenMembers(), plan.skipped(), plan.skippedByName());
        if (arguments.failsFast() && !plan.skipped().isEmpty()) {
            FailFast.end();
        }
        if (woven != null && dump != null) {
            dump.write(name, file, woven);
        }
        return woven;
    }

    private byte @Nullable [] weave(ClassReader reader, ClassPlan plan, Class<?> door) {
        byte[] woven = plan.weavesAny() ? new ClassWeaver(reader, plan, siteNumbers(door)).weave() : null;
        if (woven != null && arguments.verifies()) {
            String problem = ResultCheck.problemOf(woven);
            if (problem != null) {
                plan.skipAll("the woven class does not pass the check: " + problem);
                return null;
            }
        }
        return woven;
    }

    /** Why code of that loader and module cannot call the library; null if it can. */
    private static @Nullable String obstacle(@Nullable Module module, ClassLoader loader, @Nullable Class<?> door) {
        if (door == null) {
            return "its class loader [" + loader.getClass().getName() + "] does not find the Observatory library";
        }
        if (module != null && !willRead(module, door.getModule())) {
            return "its " + module + " does not read the Observatory library in " + door.getModule()
                    + "; let it require that";
        }
        return null;
    }

    private void leaveAlone(ClassLoader loader, String name, boolean isTagged, String reason) {
        if (!isTagged) {
            report.addUnseen(loader, name, reason);
            return;
        }
        Warnings.print("not woven: class [" + name.replace('/', '.') + "]: " + reason);
        if (arguments.failsFast()) {
            FailFast.end();
        }
    }

    /** What would be woven by name, or is. */
    ByNameLimit byName() {
        return limit;
    }

    String status() {
        long suppressed = 0;
        for (Class<?> door : openDoors()) {
            suppressed += suppressedErrors(door);
        }
        return StatusText.of(report, suppressed, OtherAgents.onCommandLine());
    }

    private Set<Class<?>> openDoors() {
        Set<Class<?>> open = new HashSet<>();
        for (WeakReference<Class<?>> door : doors) {
            Class<?> present = door.get();
            if (present != null) {
                open.add(present);
            }
        }
        return open;
    }

    private static long suppressedErrors(Class<?> door) {
        try {
            return (long) door.getMethod("suppressedErrors").invoke(null);
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException("that copy of the library does not fit this agent", otherVersion);
        }
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
        for (WeakReference<Class<?>> open : doors) {
            if (open.refersTo(door)) {
                return;
            }
        }
        doors.removeIf(gone -> gone.refersTo(null));
        doors.add(new WeakReference<>(door)); // Two threads may both add: it is opened twice, and that is harmless.
        if (door == Weave.class) {
            Weave.agentIsHere(report);
            Weave.agentWeavesLate(lateWriters);
        } else {
            call(door, "agentIsHere", BiPredicate.class, report);
            call(door, "agentWeavesLate", Consumer.class, lateWriters);
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
