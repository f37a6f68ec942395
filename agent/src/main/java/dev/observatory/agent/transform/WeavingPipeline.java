package dev.observatory.agent.transform;

import dev.observatory.agent.bytecode.ClassWeaver;
import dev.observatory.agent.bytecode.WeavingPlan;
import dev.observatory.agent.bytecode.WovenClassVerifier;
import dev.observatory.agent.classfile.FieldReferenceIndex;
import dev.observatory.agent.classfile.JdkRetransformBugs;
import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.classfile.ParameterNamePreserver;
import dev.observatory.agent.classfile.SuperConstructorIndex;
import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.config.FailFast;
import dev.observatory.agent.jvm.OtherAgents;
import dev.observatory.agent.library.LibraryInstance;
import dev.observatory.agent.library.LibraryInstances;
import dev.observatory.agent.library.PendingClass;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.text.AgentMessages;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Takes classes that may have something to weave from their bytes to the report. The first class that loads ASM.
 *
 * <p>Neither this way nor anything on it uses a lambda or a stream: while a program starts, the first of them cost more than
 * the weaving.
 */
public final class WeavingPipeline {
    private static final int NEWEST_MAJOR = Opcodes.V27;

    private static volatile boolean warnedOfNewVersion;

    private final Instrumentation instrumentation;
    private final AgentConfig arguments;
    private final PatternLimit limit;
    private final @Nullable ClassDump dump;
    private final LibraryInstances copies = new LibraryInstances();
    private final ObservableFieldIndex fields = new ObservableFieldIndex();
    private final SuperConstructorIndex called = new SuperConstructorIndex();
    private final WeavingReport report = new WeavingReport();
    private final LateFieldWriterWeaver lateWriters;
    /** Somebody observes whatever field is assigned, and looks none of them up. */
    private volatile boolean observesAssignments;

    private final WovenClassRegistry wovenClasses = new WovenClassRegistry();
    private volatile Map<Class<?>, ParameterNamePreserver> kept = Map.of();

    WeavingPipeline(Instrumentation instrumentation, AgentConfig arguments, FieldReferenceIndex references) {
        this.instrumentation = instrumentation;
        this.arguments = arguments;
        this.limit = new PatternLimit(arguments);
        this.dump = arguments.dump() == null ? null : new ClassDump(arguments.dump());
        this.lateWriters =
                new LateFieldWriterWeaver(instrumentation, references, new JdkRetransformBugs(Runtime.version()));
    }

    /** The observable fields found so far; null if there is none. */
    ObservableFieldIndex.@Nullable Known knownFields() {
        ObservableFieldIndex.Known known = fields.known();
        return known.isEmpty() ? null : known;
    }

    /** Whether constructors of a class are called by tagged ones. */
    boolean isCalledByTagged(String className) {
        return called.contains(className);
    }

    WeavingReport report() {
        return report;
    }

    byte @Nullable [] weave(
            @Nullable Module module,
            ClassLoader loader,
            String name,
            byte[] file,
            boolean namesLibrary,
            MemberSelection selection) {
        if (isTooNew(name, file)) {
            return null;
        }
        ClassReader reader = new ClassReader(file);
        WeavingPlan plan = WeavingPlan.of(reader, fields, called, namesLibrary, selection);
        fields.declaredBy(name, plan.observableFields());
        if (observesAssignments) {
            lateWriters.soon(plan.observableFields());
        }
        limit.apply(plan, name);
        if (plan.isEmpty()) {
            return null;
        }
        LibraryInstance library = LibraryInstance.seenFrom(loader);
        String obstacle = obstacle(module, loader, library);
        if (library == null || obstacle != null) {
            leaveAlone(loader, name, namesLibrary, String.valueOf(obstacle));
            return null;
        }
        meet(library);
        if (plan.hasObservers()) {
            library.announceObservers(new PendingClass(instrumentation, loader, name.replace('/', '.')));
        }
        byte[] woven = weave(reader, plan, library);
        report.add(loader, name, plan.wovenMembers(), plan.skipped(), plan.skippedByName());
        if (arguments.failsFast() && !plan.skipped().isEmpty()) {
            FailFast.end();
        }
        if (woven != null) {
            wovenClasses.add(loader, name);
            if (dump != null) {
                dump.write(name, file, woven);
            }
        }
        return woven;
    }

    /**
     * A loaded class is being transformed again.
     *
     * @param woven what it becomes; null if it becomes what it was
     * @return the same, with all that the JVM would lose
     */
    byte @Nullable [] transformedAgain(
            Class<?> type, ClassLoader loader, String name, byte[] file, byte @Nullable [] woven) {
        if (woven == null) {
            wovenClasses.remove(loader, name);
        }
        ParameterNamePreserver parameters = kept.get(type);
        return parameters == null ? woven : parameters.addTo(woven == null ? file : woven);
    }

    /** A class that was loaded has nothing to weave, by what is meant now. */
    void concernsUsNoMore(ClassLoader loader, String name) {
        report.remove(loader, name);
        fields.declaredBy(name, Set.of());
    }

    /** From now on these classes keep the names of their parameters when they are transformed again. */
    void keepParameters(Map<Class<?>, ParameterNamePreserver> parameters) {
        kept = parameters;
    }

    /** The classes that are woven now. */
    WovenClassRegistry wovenClasses() {
        return wovenClasses;
    }

    public LibraryInstances copies() {
        return copies;
    }

    LateFieldWriterWeaver lateWriters() {
        return lateWriters;
    }

    private void meet(LibraryInstance library) {
        if (copies.add(library)) {
            library.agentAttached(report, lateWriters);
            copies.notifyListeners(library);
        }
    }

    /**
     * Prepares for outputs that observe every event and assignment. Opens the library that the system class loader finds without
     * waiting for a woven class, since some events need none; from then on, classes that assign observable fields are woven
     * without an attribute being looked up first.
     */
    public void prepareForOutputs() {
        LibraryInstance library = LibraryInstance.seenFrom(ClassLoader.getSystemClassLoader());
        if (library != null) {
            meet(library);
        }
        observesAssignments = true;
    }

    private byte @Nullable [] weave(ClassReader reader, WeavingPlan plan, LibraryInstance library) {
        byte[] woven = plan.weavesAny() ? new ClassWeaver(reader, plan, library.siteNumbers()).weave() : null;
        if (woven != null && arguments.verifies()) {
            String problem = WovenClassVerifier.problemOf(woven);
            if (problem != null) {
                plan.skipAll("the woven class does not pass the check: " + problem);
                return null;
            }
        }
        return woven;
    }

    /** Why code of that loader and module cannot call the library; null if it can. */
    private static @Nullable String obstacle(
            @Nullable Module module, ClassLoader loader, @Nullable LibraryInstance library) {
        if (library == null) {
            return "its class loader [" + loader.getClass().getName() + "] does not find the Observatory library";
        }
        if (module != null && !library.willBeReadBy(module)) {
            return "its " + module + " does not read the Observatory library in "
                    + library.bridge().getModule() + "; let it require that";
        }
        return null;
    }

    private void leaveAlone(ClassLoader loader, String name, boolean isTagged, String reason) {
        if (!isTagged) {
            report.addUnseen(loader, name, reason);
            return;
        }
        AgentMessages.print("not woven: class [" + name.replace('/', '.') + "]: " + reason);
        if (arguments.failsFast()) {
            FailFast.end();
        }
    }

    /** What would be woven by name, or is. */
    public PatternLimit byName() {
        return limit;
    }

    public String status() {
        return StatusReport.of(report, copies.suppressedErrors(), OtherAgents.onCommandLine());
    }

    private static boolean isTooNew(String name, byte[] file) {
        int major = (file[6] & 0xff) << 8 | (file[7] & 0xff);
        if (major <= NEWEST_MAJOR) {
            return false;
        }
        if (!warnedOfNewVersion) {
            warnedOfNewVersion = true; // Two threads may both warn: better than a lock.
            AgentMessages.print(
                    "not woven: class [" + name.replace('/', '.') + "] and others like it: class file version " + major
                            + " is newer than " + NEWEST_MAJOR + ", the newest that this agent knows");
        }
        return true;
    }
}
