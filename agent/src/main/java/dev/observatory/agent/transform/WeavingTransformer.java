package dev.observatory.agent.transform;

import static java.util.Objects.requireNonNull;

import dev.observatory.agent.classfile.ConstantPoolScan;
import dev.observatory.agent.classfile.FieldReferenceIndex;
import dev.observatory.agent.classfile.ObservableFieldIndex;
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
 * Filters, delegates, reports. Called by the JVM for every class, by many threads at once; returns null for every class
 * that it does not change, and takes no lock for those.
 */
public final class WeavingTransformer implements ClassFileTransformer {
    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
    private static final String LIBRARY = "dev/observatory/";
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
        "runtime/",
        "weave/"
    };

    private static final String REQUEST_RECEIVER = "dev.observatory.agent.attach.AttachRequest";

    private final Instrumentation instrumentation;
    /** Null if none were given. */
    private final @Nullable AgentConfig arguments;
    /** Null if nothing is meant by name: the usual case asks nothing. */
    private volatile @Nullable MemberSelection selection;
    /** The thread that only looks at loaded classes now: what it asks the JVM for is not to be changed. */
    private volatile @Nullable Thread looking;
    /** Set when the agent leaves: from then on classes are what they were. */
    private volatile boolean leaving;
    /** Made with the first class that refers to fields of others. */
    private final AtomicReference<@Nullable FieldReferenceIndex> references = new AtomicReference<>();

    /** Made with the first class that may have something to weave: a program without any pays nothing for it. */
    private final AtomicReference<@Nullable WeavingPipeline> weaving = new AtomicReference<>();

    public WeavingTransformer(Instrumentation instrumentation, @Nullable AgentConfig arguments) {
        this.instrumentation = instrumentation;
        this.arguments = arguments;
        this.selection = arguments == null || arguments.selection().isEmpty() ? null : arguments.selection();
    }

    /** Loads what saying no needs, so that no class of ours is first used from within the loading of another. */
    public void preload() {
        byte[] emptyPool = new byte[10];
        transform(null, ClassLoader.getSystemClassLoader(), "", null, null, emptyPool);
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
        if (loader == null || loader == PLATFORM || name == null || isOwn(name)) {
            return null;
        }
        if (redefined == null) {
            return leaving ? null : woven(module, loader, name, null, file);
        }
        if (Thread.currentThread() == looking) {
            return null;
        }
        byte[] woven = leaving ? null : woven(module, loader, name, redefined, file);
        WeavingPipeline begun = weaving.get();
        return begun == null ? woven : begun.transformedAgain(redefined, loader, name, file, woven);
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
            @Nullable Module module, ClassLoader loader, String name, @Nullable Class<?> redefined, byte[] file) {
        try {
            MemberSelection meant = selection;
            WeavingPipeline begun = weaving.get();
            ObservableFieldIndex.Known known = begun == null ? null : begun.knownFields();
            ConstantPoolScan pool = ConstantPoolScan.of(file);
            int found = pool.found(known);
            boolean isCalled = begun != null && begun.isCalledByTagged(name);
            boolean namesLibrary = (found & ConstantPoolScan.NAMES_LIBRARY) != 0;
            if (redefined == null && !namesLibrary) {
                noteForeignFields(name, pool, found, known);
            }
            boolean mayWeave =
                    isCalled || (found & ConstantPoolScan.MAY_WEAVE) != 0 || (meant != null && meant.concerns(name));
            if (!mayWeave || (found & ConstantPoolScan.WOVEN) != 0) {
                if (begun != null && redefined != null) {
                    begun.concernsUsNoMore(loader, name);
                }
                return null;
            }
            return weaving()
                    .weave(module, loader, name, file, namesLibrary, meant == null ? MemberSelection.NONE : meant);
        } catch (Throwable failure) {
            AgentMessages.print("class [" + name.replace('/', '.') + "] was not woven: " + failure);
            if (arguments != null && arguments.failsFast()) {
                FailFast.end();
            }
            return null;
        }
    }

    private void noteForeignFields(
            String name, ConstantPoolScan pool, int found, ObservableFieldIndex.@Nullable Known known) {
        int[] hashes = pool.foreignFields(known);
        if (hashes.length != 0) {
            references().note(name, hashes, found);
        }
    }

    private FieldReferenceIndex references() {
        FieldReferenceIndex begun = references.get();
        if (begun != null) {
            return begun;
        }
        FieldReferenceIndex made = new FieldReferenceIndex();
        return references.compareAndSet(null, made) ? made : requireNonNull(references.get());
    }

    /** What is meant by name now. */
    public MemberSelection selection() {
        MemberSelection meant = selection;
        return meant == null ? MemberSelection.NONE : meant;
    }

    /** From now on these members are meant by name. Classes that are loaded stay as they are until they are transformed again. */
    public void select(MemberSelection meant) {
        selection = meant.isEmpty() ? null : meant;
    }

    /** While a thread only looks at loaded classes, what it asks for is not woven; null when it has seen enough. */
    void lookingOn(@Nullable Thread thread) {
        looking = thread;
    }

    /** From now on nothing is woven, and what is transformed again becomes what it was. */
    public void leave() {
        leaving = true;
    }

    /**
     * Looks at a class that was loaded before this came.
     *
     * @return what {@link ConstantPoolScan#found} says of it, by the fields known now
     */
    int lookAt(String name, byte[] file) {
        WeavingPipeline begun = weaving.get();
        ObservableFieldIndex.Known known = begun == null ? null : begun.knownFields();
        ConstantPoolScan pool = ConstantPoolScan.of(file);
        int found = pool.found(known);
        if ((found & ConstantPoolScan.NAMES_LIBRARY) == 0) {
            noteForeignFields(name, pool, found, known);
        }
        return found;
    }

    /** What was woven so far. */
    public WeavingReport report() {
        return weaving().report();
    }

    public WeavingPipeline weaving() {
        WeavingPipeline begun = weaving.get();
        if (begun != null) {
            return begun;
        }
        AgentConfig given = arguments == null ? AgentConfig.NONE : arguments;
        WeavingPipeline made = new WeavingPipeline(instrumentation, given, references());
        return weaving.compareAndSet(null, made) ? made : requireNonNull(weaving.get());
    }

    /** Whether a class, by its internal name, is of the agent or the library. */
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
