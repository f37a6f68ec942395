package dev.observatory.agent.transform;

import dev.observatory.agent.bridge.JavaLangBridge;
import dev.observatory.agent.bytecode.ClassWeaver;
import dev.observatory.agent.bytecode.LibraryCalls;
import dev.observatory.agent.bytecode.WeavingOutcome;
import dev.observatory.agent.bytecode.WeavingPlan;
import dev.observatory.agent.bytecode.WeavingPlanner;
import dev.observatory.agent.classfile.FieldReferenceIndex;
import dev.observatory.agent.classfile.JdkRetransformBugs;
import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.classfile.ParameterNamePreserver;
import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.config.FailFast;
import dev.observatory.agent.jvm.OtherAgents;
import dev.observatory.agent.library.LibraryInstance;
import dev.observatory.agent.library.LibraryInstances;
import dev.observatory.agent.library.LibraryLookup;
import dev.observatory.agent.library.PendingClass;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.weave.AgentBridge;
import java.lang.instrument.Instrumentation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * The way of a class that may have something to weave: from its class file to a plan, the indexes that other classes' plans depend
 * on, the woven class file, and the report. The first class that loads ASM. Safe for use by many threads.
 *
 * <p>Nothing on this way uses a lambda or a stream: while a program starts, the first of them costs more than weaving.
 */
public final class WeavingPipeline {
    /** The class of the library whose presence shows that the library is in use. */
    private static final String LIBRARY_CLASS = "dev.observatory.runtime.AgentPresence";
    /** The class loader of agents that were attached, and may be detached. */
    private static final String AGENT_LOADER = "dev.observatory.agent.entry.AgentClassLoader";

    private static final int NEWEST_MAJOR = Opcodes.V27;

    private static volatile boolean warnedOfNewVersion;

    private final Instrumentation instrumentation;
    private final AgentConfig config;
    private final PatternLimit limit;
    private final @Nullable ClassDump dump;
    private final WeavingReport report = new WeavingReport();
    private final Redefinitions redefinitions;
    private final LateFieldWriterWeaver lateWriters;
    private final OpenLibraries libraries;
    private final BridgedSites bridged;
    private final FieldReferenceIndex references;
    private final DiscardedLoaders discarded = new DiscardedLoaders(new Release());
    private final WovenClassRegistry wovenClasses = new WovenClassRegistry();
    private final ObserverClasses observerClasses = new ObserverClasses();

    private final ObservableFieldIndex fields = new ObservableFieldIndex();
    private final SuperConstructorOwners superConstructorOwners = new SuperConstructorOwners();

    /** Whether an output observes every assignment, without looking an attribute up. */
    private volatile boolean observesAssignments;

    private volatile Map<Class<?>, ParameterNamePreserver> parameterNames = Map.of();

    WeavingPipeline(Instrumentation instrumentation, AgentConfig config, FieldReferenceIndex references) {
        this.instrumentation = instrumentation;
        this.config = config;
        this.references = references;
        this.limit = new PatternLimit(config);
        this.dump = config.dump() == null ? null : new ClassDump(config.dump());
        JdkRetransformBugs bugs = new JdkRetransformBugs(Runtime.version());
        this.redefinitions = new Redefinitions(instrumentation, bugs, Runtime.version());
        this.lateWriters = new LateFieldWriterWeaver(instrumentation, references, bugs, redefinitions);
        this.libraries = new OpenLibraries(instrumentation, report, lateWriters);
        this.bridged = new BridgedSites(instrumentation, libraries);
    }

    /** Returns the observable fields found so far; null if there are none. */
    ObservableFieldIndex.@Nullable Known knownFields() {
        ObservableFieldIndex.Known known = fields.known();
        return known.isEmpty() ? null : known;
    }

    /** Returns whether a constructor that is an event may call constructors of a class by {@code super(…)}. */
    boolean isCalledByTagged(String className) {
        return superConstructorOwners.contains(className);
    }

    WeavingReport report() {
        return report;
    }

    /**
     * Weaves a class.
     *
     * @param isProposed whether the class file is a new definition of a loaded class that the JVM may refuse, so that nothing that is
     *     recorded about the class may be replaced
     * @return the woven class file; null if the class stays as it is
     */
    byte @Nullable [] weave(
            @Nullable Module module,
            ClassLoader loader,
            String name,
            byte[] file,
            boolean namesLibrary,
            MemberSelection selection,
            boolean isProposed) {
        if (isTooNew(name, file)) {
            return null;
        }
        ClassReader reader = new ClassReader(file);
        if (!WeavingPlanner.canReadCode(reader.readUnsignedShort(6), reader.readUnsignedShort(4))) {
            report.addSkippedByPattern(loader, name, "its class file is from before JDK 1.0.2 and has another format");
            return null;
        }
        WeavingPlan complete =
                WeavingPlanner.plan(reader, fields.known(), isCalledByTagged(name), namesLibrary, selection);
        if (!isProposed) {
            updateIndexes(loader, name, complete);
        }
        WeavingPlan plan = isProposed ? complete : limit.apply(complete, loader, name);
        if (plan.isEmpty()) {
            return null;
        }
        LibraryInstance library = directlyCalled(module, loader);
        if (library == null) {
            bridged.connect();
        } else {
            libraries.open(library);
        }
        if (plan.hasObservers()) {
            announceObservers(loader, name, library);
        }
        WeavingOutcome outcome = plan.weavesAny()
                ? ClassWeaver.weave(reader, plan, callsOf(library), config.verifies())
                : WeavingOutcome.unchanged(plan);
        if (!isProposed) {
            report.add(
                    loader,
                    name,
                    outcome.wovenMembers(),
                    outcome.skipped(),
                    outcome.skippedByPattern(),
                    plan.tags().byMember());
            if (config.failsFast() && !outcome.skipped().isEmpty()) {
                FailFast.exit();
            }
        }
        byte[] woven = outcome.classFile();
        if (woven != null) {
            wovenClasses.add(loader, name);
            discarded.classWoven(wovenClasses.loaders());
            if (dump != null) {
                dump.write(name, file, woven);
            }
        }
        return woven;
    }

    /** Makes known to later plans what a class declares and calls, whether it is woven itself or not. */
    private void updateIndexes(ClassLoader loader, String name, WeavingPlan plan) {
        Set<String> declared = fields.declare(loader, name, plan.observableFields());
        if (observesAssignments) {
            lateWriters.weaveSoon(declared);
        }
        String owner = plan.superConstructorOwner();
        if (owner != null) {
            superConstructorOwners.add(loader, owner);
        }
    }

    /**
     * Completes the retransformation of a loaded class.
     *
     * @param woven the class file to use; null if it is the original one
     * @return the same with everything that the JVM would lose
     */
    byte @Nullable [] retransformed(
            Class<?> type, ClassLoader loader, String name, byte[] file, byte @Nullable [] woven) {
        if (woven == null && redefinitions.isOwnRetransformation()) {
            wovenClasses.remove(loader, name);
        }
        ParameterNamePreserver names = parameterNames.get(type);
        return names == null ? woven : names.addTo(woven == null ? file : woven);
    }

    /** Removes a loaded class that has nothing to weave any more. */
    void forget(ClassLoader loader, String name) {
        report.remove(loader, name);
        fields.declare(loader, name, Map.of());
    }

    /** Preserves the parameter names of these classes, and of no others, when they are retransformed. */
    void preserveParameterNames(Map<Class<?>, ParameterNamePreserver> names) {
        parameterNames = names;
    }

    /** Returns what other agents and debuggers redefine, and how this agent retransforms. */
    Redefinitions redefinitions() {
        return redefinitions;
    }

    /** Returns the classes that are woven now, and possibly some that were. */
    WovenClassRegistry wovenClasses() {
        return wovenClasses;
    }

    /**
     * Returns the instances of the library that woven code calls.
     *
     * @return all that are known so far
     */
    public LibraryInstances copies() {
        return libraries.instances();
    }

    /** Returns the library instance that the code of a class certainly finds, and can call; null if that is not certain. */
    private static @Nullable LibraryInstance directlyCalled(@Nullable Module module, ClassLoader loader) {
        LibraryInstance library = LibraryLookup.certain(loader);
        return library == null || module == null || library.willBeReadBy(module) ? library : null;
    }

    private LibraryCalls callsOf(@Nullable LibraryInstance library) {
        return library == null
                ? LibraryCalls.through(JavaLangBridge.NAME, bridged)
                : LibraryCalls.direct(library.siteNumbers());
    }

    private void announceObservers(ClassLoader loader, String name, @Nullable LibraryInstance library) {
        String binaryName = name.replace('/', '.');
        observerClasses.found(binaryName);
        PendingClass holder = new PendingClass(instrumentation, loader, binaryName);
        if (library == null) {
            bridged.pendingObservers().add(holder);
        } else {
            library.announceObservers(holder);
        }
    }

    /** Prepares for an instance of the library of which the first class is being loaded; it registers itself. */
    void expectLibrary() {
        bridged.connect();
    }

    /**
     * Registers the agent with the instances of the library that are loaded.
     *
     * @param loaded the loaded classes
     */
    public void openLibrariesAmong(Class<?>[] loaded) {
        for (Class<?> type : loaded) {
            if (type.getName().equals(LIBRARY_CLASS) && !isOfEarlierAgent(type.getClassLoader())) {
                bridged.register(type);
            }
        }
    }

    private static boolean isOfEarlierAgent(ClassLoader loader) {
        return loader.getClass().getName().equals(AGENT_LOADER) && loader != WeavingPipeline.class.getClassLoader();
    }

    /** Releases what stays in the JVM for woven code, when the agent detaches. */
    public void disconnect() {
        bridged.disconnect();
    }

    /** Releases what is recorded of collected class loaders. A class for the same reason. */
    private final class Release implements Runnable {
        @Override
        public void run() {
            references.release();
            fields.release();
            wovenClasses.release();
            superConstructorOwners.release();
            limit.release();
            report.release();
            redefinitions.release();
            libraries.release();
            bridged.release();
            AgentBridge.releaseCollected();
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
            libraries.open(library);
        }
        observesAssignments = true;
    }

    /**
     * Changes how many methods patterns may select. Applies to classes that are woven from now on.
     *
     * @param maxMethods the maximum number of methods
     */
    public void limitPatterns(int maxMethods) {
        limit.change(maxMethods);
    }

    /**
     * Returns how many methods of how many classes only patterns select, woven or not.
     *
     * @return a text such as {@code 12 methods of 3 classes}
     */
    public String selectedByPatterns() {
        return limit.toString();
    }

    /**
     * Loads classes of the program and connects their static observers. To be called outside any transformation. Prints one line for
     * each class whose observers cannot be connected, and reports it in {@link #status}.
     *
     * @param classes the names of the classes, as in the setting {@code observers}
     */
    public void connectObservers(List<String> classes) {
        if (!observerClasses.connect(classes) && config.failsFast()) {
            FailFast.exit();
        }
    }

    /**
     * Returns the classes whose static observers could not be connected.
     *
     * @return reasons by the name of the class, sorted
     */
    public Map<String, String> observersNotConnected() {
        Map<String, String> all = libraries.instances().observersNotConnected();
        all.putAll(observerClasses.notConnected());
        return all;
    }

    /**
     * Returns the status for people to read: every tagged or selected member, woven or skipped with the reason.
     *
     * @return lines of text
     */
    public String status() {
        return StatusReport.of(
                report, libraries.instances().suppressedErrors(), observersNotConnected(), OtherAgents.onCommandLine());
    }

    private static boolean isTooNew(String name, byte[] file) {
        int major = (file[6] & 0xff) << 8 | (file[7] & 0xff);
        if (major <= NEWEST_MAJOR) {
            return false;
        }
        if (!warnedOfNewVersion) {
            warnedOfNewVersion = true; // Two threads may both warn, which is better than a lock.
            AgentMessages.print(
                    "not woven: class [" + name.replace('/', '.') + "] and others like it: class file version " + major
                            + " is newer than " + NEWEST_MAJOR + ", the newest version that this agent supports");
        }
        return true;
    }
}
