package dev.observatory.agent.transform;

import dev.observatory.agent.bridge.JavaLangBridge;
import dev.observatory.agent.bytecode.ClassWeaver;
import dev.observatory.agent.bytecode.LibraryCalls;
import dev.observatory.agent.bytecode.MemberDemand;
import dev.observatory.agent.bytecode.WeavingOutcome;
import dev.observatory.agent.bytecode.WeavingPlan;
import dev.observatory.agent.bytecode.WeavingPlanner;
import dev.observatory.agent.classfile.JdkRetransformBugs;
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
import org.objectweb.asm.Type;

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
    private final LoadedClassWeaver loaded;
    private final LateFieldWriterWeaver lateWriters;
    private final ObservableClasses observable;
    private final ClassScanner scanner;
    /** The threads that only read class files of loaded classes now; see {@link ClassBytesProbe}. */
    private final ThreadSet probing = new ThreadSet();

    private final PreservedNames preservedNames = new PreservedNames();
    private final ClassExaminer examiner;
    private final DemandWeaver demand;
    private final ObservableMembers members;
    private final OpenLibraries libraries;
    private final BridgedSites bridged;
    private final DiscardedLoaders discarded = new DiscardedLoaders(new Release());
    private final WovenClassRegistry wovenClasses = new WovenClassRegistry();
    private final ObserverClasses observerClasses = new ObserverClasses();

    private final SuperConstructorOwners superConstructorOwners = new SuperConstructorOwners();

    WeavingPipeline(Instrumentation instrumentation, AgentConfig config, ClassScanner scanner) {
        this.instrumentation = instrumentation;
        this.config = config;
        this.observable = scanner.observable();
        this.scanner = scanner;
        this.limit = new PatternLimit(config);
        this.dump = config.dump() == null ? null : new ClassDump(config.dump());
        JdkRetransformBugs bugs = new JdkRetransformBugs(Runtime.version());
        this.redefinitions = new Redefinitions(instrumentation, bugs, Runtime.version());
        this.examiner = new ClassExaminer(
                observable, scanner.fields(), superConstructorOwners, limit, report, config.verifies());
        this.loaded = new LoadedClassWeaver(
                instrumentation, observable, scanner, wovenClasses, redefinitions, preservedNames, probing);
        this.lateWriters = new LateFieldWriterWeaver(instrumentation, scanner.references(), loaded, wovenClasses);
        LibraryInstances instances = new LibraryInstances();
        this.demand =
                new DemandWeaver(observable, loaded, wovenClasses, scanner.fields(), lateWriters, report, instances);
        this.members = new ObservableMembers(observable, loaded, examiner, report);
        this.libraries = new OpenLibraries(instrumentation, instances, members, demand);
        this.bridged = new BridgedSites(instrumentation, libraries);
    }

    /** Returns whether a constructor that is an event may call constructors of a class by {@code super(…)}. */
    boolean isCalledByTagged(String className) {
        return superConstructorOwners.contains(className);
    }

    /** Returns whether this thread only reads the class files of loaded classes. */
    boolean isProbing() {
        return probing.containsCurrent();
    }

    WeavingReport report() {
        return report;
    }

    /** Returns whether any member of a class, or of all classes, is observed. */
    boolean isAnyObserved(ClassLoader loader, String name) {
        return isEverythingObserved() || wovenClasses.isAnyObserved(loader, name);
    }

    /** Returns whether all events or all fields are observed. */
    boolean isEverythingObserved() {
        return wovenClasses.areEventsObserved() || wovenClasses.areAttributesObserved();
    }

    /**
     * Weaves a class: its members that are observed, and those that are woven in any case.
     *
     * @param candidate the class
     * @param file its class file
     * @param isProposed whether the class file is a new definition of a loaded class that the JVM may refuse, so that nothing that is
     *     recorded about the class may be replaced
     * @return the woven class file; null if the class stays as it is
     */
    byte @Nullable [] weave(Candidate candidate, byte[] file, boolean isProposed) {
        ClassLoader loader = candidate.loader();
        String name = candidate.name();
        if (isTooNew(name, file)) {
            return null;
        }
        MemberDemand observed = wovenClasses.beginWeaving(loader, name, candidate.watched());
        MemberDemand demand = candidate.isWholeClassWoven() ? MemberDemand.ALL : observed;
        WeavingOutcome outcome = null;
        try {
            if (candidate.isWholeClassWoven()) {
                wovenClasses.setPermanent(loader, name, candidate.usesLibrary());
            }
            outcome = woven(candidate, file, demand, isProposed);
        } finally {
            wovenClasses.setWoven(
                    loader,
                    name,
                    outcome == null || outcome.classFile() == null ? null : outcome.wovenMembers(),
                    demand);
        }
        byte[] woven = outcome == null ? null : outcome.classFile();
        if (woven != null) {
            discarded.classWoven(wovenClasses.loaders());
            if (dump != null) {
                dump.write(name, file, woven);
            }
        }
        return woven;
    }

    private @Nullable WeavingOutcome woven(Candidate candidate, byte[] file, MemberDemand demand, boolean isProposed) {
        ClassLoader loader = candidate.loader();
        String name = candidate.name();
        ClassReader reader = new ClassReader(file);
        if (!canReadCode(reader)) {
            report.addSkippedByPattern(loader, name, "its class file is from before JDK 1.0.2 and has another format");
            return null;
        }
        WeavingPlan complete = examiner.plan(reader, candidate, demand);
        if (!isProposed) {
            updateIndexes(loader, name, complete);
        }
        WeavingPlan limited = isProposed ? complete : limit.apply(complete, loader, name);
        if (limited.isEmpty()) {
            return null;
        }
        WeavingPlan plan = limited.observed();
        LibraryInstance library = directlyCalled(candidate.module(), loader);
        if (library == null) {
            bridged.connect();
        } else {
            libraries.open(library);
        }
        if (plan.hasObservers()) {
            announceObservers(loader, name, library);
        }
        WeavingOutcome outcome = plan.weavesAny()
                ? ClassWeaver.weave(reader, plan, callsOf(library, candidate), config.verifies())
                : WeavingOutcome.unchanged(plan);
        if (!isProposed) {
            report.add(loader, name, limited, outcome);
            if (config.failsFast() && !outcome.skipped().isEmpty()) {
                FailFast.exit();
            }
        }
        return outcome;
    }

    /** Makes known to later plans what a class declares and calls, whether it is woven itself or not. */
    private void updateIndexes(ClassLoader loader, String name, WeavingPlan plan) {
        Set<String> observed = scanner.fields().declare(loader, name, plan.observedFields());
        if (wovenClasses.areAttributesObserved()) {
            lateWriters.weaveSoon(observed);
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
            wovenClasses.setWoven(loader, name, null);
        }
        ParameterNamePreserver names = preservedNames.of(type);
        return names == null ? woven : names.addTo(woven == null ? file : woven);
    }

    /** Removes a loaded class that has nothing to weave any more. */
    void forget(ClassLoader loader, String name) {
        report.remove(loader, name);
        scanner.fields().declare(loader, name, Map.of());
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
     * Returns what weaves classes that are loaded already.
     *
     * @return the weaver
     */
    public LoadedClassWeaver loadedClasses() {
        return loaded;
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

    private LibraryCalls callsOf(@Nullable LibraryInstance library, Candidate candidate) {
        return library == null
                ? LibraryCalls.through(JavaLangBridge.NAME, bridged)
                : LibraryCalls.direct(!candidate.isWholeClassWoven(), new Numbers(library, candidate));
    }

    /** The numbers of the places in one class. */
    private record Numbers(LibraryInstance library, Candidate candidate) implements LibraryCalls.SiteNumbers {
        @Override
        public int of(String description) {
            return library.siteNumber(candidate.loader(), candidate.name(), description);
        }
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

    /** Prepares for an instance of the library of which the first class is being loaded; it registers itself when it is used. */
    void expectLibrary(ClassLoader loader) {
        if (LibraryLookup.certain(loader) == null) {
            bridged.connect();
        } else {
            AgentBridge.expectAgent(new OpenOwn());
        }
    }

    /** Registers the agent with its own instance of the library. A class since the first lambda would cost more than weaving. */
    private final class OpenOwn implements Runnable {
        @Override
        public void run() {
            libraries.own();
        }
    }

    /**
     * Returns what weaves members when they are observed.
     *
     * @return the weaver
     */
    public DemandWeaver demand() {
        return demand;
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
        demand.stop();
        bridged.disconnect();
    }

    /** Releases what is recorded of collected class loaders. A class for the same reason. */
    private final class Release implements Runnable {
        @Override
        public void run() {
            scanner.release();
            wovenClasses.release();
            observable.release();
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
     * waiting for a woven class, since some events need none.
     */
    public void prepareForOutputs() {
        LibraryInstance library = LibraryInstance.seenFrom(ClassLoader.getSystemClassLoader());
        if (library != null) {
            libraries.open(library);
        }
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
     * Reports what can be observed in all loaded classes.
     *
     * @param added the selection that was added since the last report
     */
    public void examineObservable(MemberSelection added) {
        for (Class<?> type : loaded.observable()) {
            String name = Type.getInternalName(type);
            if (added.mayMatch(name)) {
                report.remove(type.getClassLoader(), name);
            }
            members.examine(type);
        }
    }

    /** Weaves what is observed already: before the classes that can be observed were known. */
    public void weaveObserved() {
        demand.collect(() -> {
            for (LibraryInstance library : libraries.instances().present()) {
                library.repeatDemand(demand);
            }
        });
    }

    /**
     * Returns the status for people to read: every tagged or selected member, woven or skipped with the reason.
     *
     * @return lines of text
     */
    public String status() {
        examineObservable(MemberSelection.NONE);
        return StatusReport.of(
                report, libraries.instances().suppressedErrors(), observersNotConnected(), OtherAgents.onCommandLine());
    }

    private static boolean canReadCode(ClassReader reader) {
        return WeavingPlanner.canReadCode(reader.readUnsignedShort(6), reader.readUnsignedShort(4));
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
