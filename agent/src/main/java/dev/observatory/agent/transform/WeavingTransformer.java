package dev.observatory.agent.transform;

import static java.util.Objects.requireNonNull;

import dev.observatory.agent.classfile.ConstantPoolScan;
import dev.observatory.agent.classfile.FieldReferenceIndex;
import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.config.FailFast;
import dev.observatory.agent.library.LibraryLookup;
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
    private static final String LIBRARY = "dev/observatory/";
    private static final String LIBRARY_CLASS = LIBRARY + "runtime/AgentPresence";
    private static final String[] OWN_PACKAGES = {
        "agent/",
        "attribute/",
        "broker/",
        "collection/",
        "event/",
        "graph/",
        "hook/",
        "junit/",
        "machine/",
        "persistence/",
        "progress/",
        "runtime/",
        "weave/"
    };

    private static final String REQUEST_RECEIVER = "dev.observatory.agent.attach.AttachRequest";

    private final Instrumentation instrumentation;
    /** Null without any setting, so that its class need not be loaded. */
    private final @Nullable AgentConfig config;
    /** Null if no pattern selects members, which is the usual case. */
    private volatile @Nullable MemberSelection selection;
    /** The thread that currently only reads class files of loaded classes; see {@link ClassBytesProbe}. */
    private volatile @Nullable Thread probing;
    /** Set when the agent detaches. */
    private volatile boolean stopped;
    /** Created for the first class that refers to fields of others. */
    private final AtomicReference<@Nullable FieldReferenceIndex> references = new AtomicReference<>();

    /** Created for the first class that may have something to weave: a program without any does not pay for it. */
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
        this.selection = config == null || config.selection().isEmpty() ? null : config.selection();
    }

    /** Loads the classes that every class needs, so that none of the agent's is first used while another class is loaded. */
    public void preload() {
        ConstantPoolScan empty = ConstantPoolScan.of(new byte[10]);
        empty.found(null);
        empty.foreignFields(null);
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
        if (isOwn(name)) {
            if (redefined == null && name.equals(LIBRARY_CLASS)) {
                expectLibrary(loader);
            }
            return null;
        }
        if (redefined == null) {
            return stopped ? null : woven(module, loader, name, null, file, false);
        }
        if (Thread.currentThread() == probing) {
            return null;
        }
        Redefinitions redefinitions = foreignRedefinitions();
        byte[] woven = stopped ? null : woven(module, loader, name, redefined, file, redefinitions != null);
        WeavingPipeline begun = pipeline.get();
        if (begun != null
                && redefinitions != null
                && (woven != null || begun.wovenClasses().contains(loader, name))) {
            redefinitions.add(redefined, loader, name, file);
        }
        return begun == null ? woven : begun.retransformed(redefined, loader, name, file, woven);
    }

    private void expectLibrary(ClassLoader loader) {
        try {
            if (!stopped && LibraryLookup.certain(loader) == null) {
                weaving().expectLibrary();
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
            MemberSelection selected = selection;
            WeavingPipeline begun = pipeline.get();
            ObservableFieldIndex.Known known = begun == null ? null : begun.knownFields();
            ConstantPoolScan pool = ConstantPoolScan.of(file);
            int found = pool.found(known);
            boolean isCalled = begun != null && begun.isCalledByTagged(name);
            boolean namesLibrary = (found & ConstantPoolScan.NAMES_LIBRARY) != 0;
            if (redefined == null && !namesLibrary) {
                addForeignFields(loader, name, pool, found, known);
            }
            boolean mayWeave = isCalled
                    || (found & ConstantPoolScan.MAY_WEAVE) != 0
                    || (selected != null && selected.mayMatch(name) && !isPartOfJdk(name));
            if (!mayWeave || (found & ConstantPoolScan.WOVEN) != 0) {
                if (begun != null && redefined != null && !isProposed) {
                    begun.forget(loader, name);
                }
                return null;
            }
            return weaving()
                    .weave(
                            module,
                            loader,
                            name,
                            file,
                            namesLibrary,
                            selected == null ? MemberSelection.NONE : selected,
                            isProposed);
        } catch (Throwable failure) {
            AgentMessages.print("class [" + name.replace('/', '.') + "] was not woven: " + failure);
            if (config != null && config.failsFast()) {
                FailFast.exit();
            }
            return null;
        }
    }

    private void addForeignFields(
            ClassLoader loader,
            String name,
            ConstantPoolScan pool,
            int found,
            ObservableFieldIndex.@Nullable Known known) {
        int[] hashes = pool.foreignFields(known);
        if (hashes.length != 0) {
            references().add(loader, name, hashes, found);
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

    /**
     * Returns what patterns select now.
     *
     * @return the selection that applies to classes from now on
     */
    public MemberSelection selection() {
        MemberSelection selected = selection;
        return selected == null ? MemberSelection.NONE : selected;
    }

    /**
     * Replaces what patterns select. Loaded classes stay as they are until they are retransformed.
     *
     * @param newSelection the selection that applies to classes from now on
     */
    public void select(MemberSelection newSelection) {
        selection = newSelection.isEmpty() ? null : newSelection;
    }

    /** Leaves classes alone that a thread retransforms, because it only reads their class files; null to end that. */
    void ignoreRetransformationsOf(@Nullable Thread thread) {
        probing = thread;
    }

    /** Stops weaving: from now on, classes that are retransformed become what they were. */
    public void stopWeaving() {
        stopped = true;
    }

    /**
     * Scans a class that was loaded before this transformer was added.
     *
     * @return the result of {@link ConstantPoolScan#found} for the fields that are known now
     */
    int scan(ClassLoader loader, String name, byte[] file) {
        WeavingPipeline begun = pipeline.get();
        ObservableFieldIndex.Known known = begun == null ? null : begun.knownFields();
        ConstantPoolScan pool = ConstantPoolScan.of(file);
        int found = pool.found(known);
        if ((found & ConstantPoolScan.NAMES_LIBRARY) == 0) {
            addForeignFields(loader, name, pool, found, known);
        }
        return found;
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
        WeavingPipeline created = new WeavingPipeline(instrumentation, given, references());
        return pipeline.compareAndSet(null, created) ? created : requireNonNull(pipeline.get());
    }

    /**
     * Returns whether a class, by its internal name, is one that the JDK generates for itself in class loaders of the program, such as
     * the accessors of reflection.
     */
    static boolean isPartOfJdk(String name) {
        return name.startsWith("jdk/internal/") || name.startsWith("sun/reflect/");
    }

    /** Returns whether a class, by its internal name, belongs to the agent or the library. */
    static boolean isOwn(String name) {
        if (!name.startsWith(LIBRARY)) {
            return false;
        }
        for (String ownPackage : OWN_PACKAGES) {
            if (name.startsWith(ownPackage, LIBRARY.length())) {
                return true;
            }
        }
        return false;
    }
}
