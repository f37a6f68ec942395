package dev.observatory.agent.transform;

import static java.util.Objects.requireNonNull;

import dev.observatory.agent.classfile.ConstantPoolScan;
import dev.observatory.agent.classfile.FieldReferenceIndex;
import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.config.FailFast;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.text.AgentMessages;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Rules out the classes that have nothing to weave, and passes the others to the {@link WeavingPipeline}. The JVM calls it for every
 * class, on many threads at once; it returns null for every class that it does not change, and takes no lock for those.
 */
public final class WeavingTransformer implements ClassFileTransformer {
    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
    private static final String LIBRARY_CLASS = "dev/observatory/runtime/AgentPresence";
    private static final String REQUEST_RECEIVER = "dev.observatory.agent.attach.AttachRequest";

    private final Instrumentation instrumentation;
    /** Null without any setting, so that its class need not be loaded. */
    private final @Nullable AgentConfig config;
    /** Created for the first class that refers to fields of others. */
    private final AtomicReference<@Nullable FieldReferenceIndex> references = new AtomicReference<>();

    /** Created for the first class that may ever have something to weave. */
    private final AtomicReference<@Nullable ClassScanner> scanner = new AtomicReference<>();

    /** Created for the first class that may have something to weave now: a program without any does not pay for it. */
    private final AtomicReference<@Nullable WeavingPipeline> pipeline = new AtomicReference<>();

    /**
     * Creates a transformer.
     *
     * @param instrumentation the JVM's access to loaded classes
     * @param config the configuration; null if there is no setting
     */
    public WeavingTransformer(Instrumentation instrumentation, @Nullable AgentConfig config) {
        this.instrumentation = instrumentation;
        this.config = config;
    }

    /** Loads the classes that every class needs, so that none of the agent's is first used while another class is loaded. */
    public void preload() {
        ConstantPoolScan empty = ConstantPoolScan.of(new byte[10]);
        empty.found(null);
        empty.foreignFields();
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable Module module,
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] file) {
        if (loader == null && redefined == null && name != null && isLoadedForAttachOperation(name)) {
            receiveRequest();
        }
        if (loader == null || loader == PLATFORM || name == null) {
            return null;
        }
        if (ConstantPoolScan.isOwn(name)) {
            if (redefined == null && name.equals(LIBRARY_CLASS)) {
                expectLibrary(loader);
            }
            return null;
        }
        if (redefined == null) {
            return isStopped() ? null : woven(module, loader, name, null, file, false);
        }
        WeavingPipeline before = pipeline.get();
        if (before != null && before.isProbing()) {
            return null;
        }
        Redefinitions redefinitions = foreignRedefinitions();
        byte[] woven = isStopped() ? null : woven(module, loader, name, redefined, file, redefinitions != null);
        WeavingPipeline begun = pipeline.get();
        if (begun != null && redefinitions != null) {
            begun.report().remove(loader, name);
            if (woven != null
                    || begun.wovenClasses().contains(loader, name)
                    || observable().mayBeObserved(loader, name)) {
                redefinitions.add(redefined, loader, name, file);
            }
        }
        return begun == null ? woven : begun.retransformed(redefined, loader, name, file, woven);
    }

    private void expectLibrary(ClassLoader loader) {
        try {
            if (!isStopped()) {
                weaving().expectLibrary(loader);
            }
        } catch (Throwable failure) {
            AgentMessages.print("a library of the program cannot find the agent: " + failure);
        }
    }

    /** Returns where to record a new definition by another agent or a debugger; null if the class is only retransformed. */
    private @Nullable Redefinitions foreignRedefinitions() {
        WeavingPipeline begun = pipeline.get();
        return begun != null && begun.redefinitions().isForeignDefinition() ? begun.redefinitions() : null;
    }

    /** Whether a class of the JDK is one that the command line makes the JVM load, in order to be noticed here. */
    private static boolean isLoadedForAttachOperation(String name) {
        return name.equals("jdk/internal/vm/ThreadDumper")
                || name.equals("jdk/internal/agent/Agent")
                || name.equals("jdk/internal/vm/VMSupport");
    }

    private void receiveRequest() {
        try {
            Class.forName(REQUEST_RECEIVER, true, WeavingTransformer.class.getClassLoader())
                    .getMethod("receive", Instrumentation.class)
                    .invoke(null, instrumentation);
        } catch (Throwable failure) {
            AgentMessages.print("the command line could not be noticed: " + failure);
        }
    }

    private byte @Nullable [] woven(
            @Nullable Module module,
            ClassLoader loader,
            String name,
            @Nullable Class<?> redefined,
            byte[] file,
            boolean isProposed) {
        try {
            ConstantPoolScan pool = ConstantPoolScan.of(file);
            if (config == null && scanner.get() == null && (pool.found(null) & ConstantPoolScan.RELATED) == 0) {
                addForeignFields(loader, name, pool);
                return null;
            }
            int found = scanner().record(loader, name, pool);
            WeavingPipeline begun = pipeline.get();
            if ((found & ConstantPoolScan.WOVEN) != 0 || isUnrelated(loader, name, found, begun)) {
                return null;
            }
            Candidate candidate = observable().candidate(module, loader, name, found);
            if (!mayWeave(candidate, found, begun, redefined != null)) {
                if (begun != null && redefined != null && !isProposed) {
                    begun.forget(loader, name);
                }
                return null;
            }
            return weaving().weave(candidate, file, isProposed);
        } catch (Throwable failure) {
            AgentMessages.print("class [" + name.replace('/', '.') + "] was not woven: " + failure);
            if (config != null && config.failsFast()) {
                FailFast.exit();
            }
            return null;
        }
    }

    /** Returns whether a class can have nothing to weave, now or later, and had nothing: most classes. */
    private boolean isUnrelated(ClassLoader loader, String name, int found, @Nullable WeavingPipeline begun) {
        return (found & ConstantPoolScan.RELATED) == 0
                && !observable().isSelected(name)
                && (begun == null
                        || (!begun.isCalledByTagged(name)
                                && !begun.wovenClasses().contains(loader, name)));
    }

    private void addForeignFields(ClassLoader loader, String name, ConstantPoolScan pool) {
        int[] hashes = pool.foreignFields();
        if (hashes.length != 0) {
            references().add(loader, name, hashes);
        }
    }

    private FieldReferenceIndex references() {
        FieldReferenceIndex begun = references.get();
        if (begun != null) {
            return begun;
        }
        FieldReferenceIndex created = new FieldReferenceIndex();
        return references.compareAndSet(null, created) ? created : requireNonNull(references.get());
    }

    private ClassScanner scanner() {
        ClassScanner begun = scanner.get();
        if (begun != null) {
            return begun;
        }
        ClassScanner created = new ClassScanner(new ObservableClasses(config), references());
        return scanner.compareAndSet(null, created) ? created : requireNonNull(scanner.get());
    }

    private ObservableClasses observable() {
        return scanner().observable();
    }

    private boolean isStopped() {
        ClassScanner begun = scanner.get();
        return begun != null && begun.observable().isStopped();
    }

    /** Returns whether any code of a class may have to be woven now. */
    private boolean mayWeave(Candidate candidate, int found, @Nullable WeavingPipeline begun, boolean isLoaded) {
        String name = candidate.name();
        if ((found & (ConstantPoolScan.WOVEN_AT_LOAD | ConstantPoolScan.REFERS_TO_OBSERVABLE)) != 0
                || (begun != null && begun.isCalledByTagged(name))
                || observable().isWatched(name)) {
            return true;
        }
        boolean isObservable =
                (found & ConstantPoolScan.TAGGED) != 0 || observable().isSelected(name);
        if (candidate.isWholeClassWoven()) {
            return isObservable || candidate.usesLibrary();
        }
        if (isObservable && !isLoaded) {
            observable().loading(candidate.loader(), name); // Before it is known whether all are observed.
        }
        return isObservable
                && begun != null
                && (isLoaded ? begun.isAnyObserved(candidate.loader(), name) : begun.isEverythingObserved());
    }

    /**
     * Returns what patterns select now.
     *
     * @return the selection that applies to classes from now on
     */
    public MemberSelection selection() {
        return observable().selection();
    }

    /**
     * Replaces what patterns select and observe. Loaded classes stay as they are until they are retransformed.
     *
     * @param newSelection the members that can be observed although they are not annotated
     * @param newWatched the members that are observed; is part of the selection too
     */
    public void select(MemberSelection newSelection, MemberSelection newWatched) {
        observable().select(newSelection, newWatched);
    }

    /** Stops weaving: from now on, classes that are retransformed become what they were. */
    public void stopWeaving() {
        observable().stop();
    }

    /**
     * Returns the outcome of weaving.
     *
     * @return the report, which is updated while classes are woven
     */
    public WeavingReport report() {
        return weaving().report();
    }

    /**
     * Returns the pipeline of this transformer; creates it if no class has needed it yet.
     *
     * @return the pipeline
     */
    public WeavingPipeline weaving() {
        WeavingPipeline begun = pipeline.get();
        if (begun != null) {
            return begun;
        }
        AgentConfig given = config == null ? AgentConfig.NONE : config;
        WeavingPipeline created = new WeavingPipeline(instrumentation, given, scanner());
        return pipeline.compareAndSet(null, created) ? created : requireNonNull(pipeline.get());
    }
}
