package dev.observatory.agent.transform;

import dev.observatory.agent.classfile.ConstantPoolScan;
import dev.observatory.agent.classfile.JdkRetransformBugs;
import dev.observatory.agent.classfile.ParameterNamePreserver;
import dev.observatory.agent.match.MemberSelection;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** The classes that were loaded before the agent came: finds those that concern it, and has them transformed again. */
public final class LoadedClassWeaver {
    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

    private final Instrumentation instrumentation;
    private final WeavingTransformer weaver;
    private final JdkRetransformBugs traps = new JdkRetransformBugs(Runtime.version());

    public LoadedClassWeaver(Instrumentation instrumentation, WeavingTransformer weaver) {
        this.instrumentation = instrumentation;
        this.weaver = weaver;
    }

    /** All that could be woven at all. */
    public List<Class<?>> candidates() {
        List<Class<?>> candidates = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (isCandidate(type)) {
                candidates.add(type);
            }
        }
        return candidates;
    }

    private static boolean mayBeCandidate(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader != null && loader != PLATFORM;
    }

    private boolean isCandidate(Class<?> type) {
        return mayBeCandidate(type)
                && !type.isArray()
                && !type.isHidden()
                && !isOwn(type.getName())
                && instrumentation.isModifiableClass(type);
    }

    /** Of thousands of names hardly one is worth taking apart. */
    private static boolean isOwn(String name) {
        return name.startsWith("dev.observatory.") && WeavingTransformer.isOwn(name.replace('.', '/'));
    }

    /** Weaves what a selection means. */
    public Map<Class<?>, String> weave(MemberSelection meant) {
        return weave(named(meant), meant.meansFields());
    }

    /** Weaves what is tagged, besides. */
    public Map<Class<?>, String> weaveTagged(MemberSelection meant) {
        List<Class<?>> chosen = named(meant);
        Set<Class<?>> known = new HashSet<>(chosen);
        chosen.addAll(lookedAt(type -> !known.contains(type), ConstantPoolScan.NAMES_LIBRARY));
        return weave(chosen, true);
    }

    /** The classes that are woven now. */
    public List<Class<?>> woven() {
        return weaver.weaving().wovenClasses().among(instrumentation.getAllLoadedClasses());
    }

    /** Those of the classes woven now that some name fits. */
    public List<Class<?>> woven(Predicate<String> internalName) {
        List<Class<?>> woven = woven();
        woven.removeIf(type -> !internalName.test(Type.getInternalName(type)));
        return woven;
    }

    private List<Class<?>> named(MemberSelection meant) {
        List<Class<?>> named = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            // Of thousands of classes few have the name, and the JVM need not be asked about the others.
            if (mayBeCandidate(type) && meant.concerns(Type.getInternalName(type)) && isCandidate(type)) {
                named.add(type);
            }
        }
        return named;
    }

    /** First those that declare what is to be observed; then those that assign fields of theirs. */
    private Map<Class<?>, String> weave(List<Class<?>> declaring, boolean mayHaveFields) {
        Map<Class<?>, String> refused = transform(declaring);
        if (mayHaveFields && weaver.weaving().knownFields() != null) {
            Set<Class<?>> done = new HashSet<>(declaring);
            refused.putAll(transform(lookedAt(type -> !done.contains(type), ConstantPoolScan.REFERS_TO_OBSERVABLE)));
        }
        return refused;
    }

    /** Candidates whose bytes give away any of the bits. */
    private List<Class<?>> lookedAt(Predicate<Class<?>> among, int anyOf) {
        List<Class<?>> found = new ArrayList<>();
        try (ClassBytesProbe peek = ClassBytesProbe.begin(instrumentation, weaver)) {
            for (Class<?> type : candidates()) {
                if (among.test(type) && (bits(peek, type) & anyOf) != 0) {
                    found.add(type);
                }
            }
        }
        return found;
    }

    /** As another agent would see them now; null if the JVM does not show them. */
    public byte @Nullable [] bytesOf(Class<?> type) {
        try (ClassBytesProbe peek = ClassBytesProbe.begin(instrumentation, weaver)) {
            return peek.bytesOf(type);
        }
    }

    private int bits(ClassBytesProbe peek, Class<?> type) {
        byte[] file = peek.bytesOf(type);
        return file == null ? 0 : weaver.lookAt(Type.getInternalName(type), file);
    }

    /** Has classes transformed, but for those that this JVM would break; tells which were not, and why. */
    public Map<Class<?>, String> transform(Collection<Class<?>> classes) {
        Map<Class<?>, String> refused = new LinkedHashMap<>();
        Map<Class<?>, ParameterNamePreserver> kept = new HashMap<>();
        List<Class<?>> safe = new ArrayList<>();
        try (ClassBytesProbe peek = ClassBytesProbe.begin(instrumentation, weaver)) {
            for (Class<?> type : classes) {
                String reason = obstacle(type, bits(peek, type), kept);
                if (reason == null) {
                    safe.add(type);
                } else {
                    refused.put(type, reason);
                }
            }
        }
        weaver.weaving().keepParameters(kept);
        BatchRetransformer retransformation = new BatchRetransformer(instrumentation);
        retransformation.run(safe);
        weaver.weaving().keepParameters(Map.of());
        refused.putAll(retransformation.refused());
        return refused;
    }

    private @Nullable String obstacle(Class<?> type, int found, Map<Class<?>, ParameterNamePreserver> kept) {
        if (traps.losesParameterNames(found)) {
            try {
                kept.put(type, ParameterNamePreserver.of(type));
            } catch (LinkageError | TypeNotPresentException incomplete) {
                return traps.reason(found) + "; they could not be kept either: " + incomplete;
            }
        }
        return traps.lastingReason(found);
    }
}
