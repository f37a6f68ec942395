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

/** Finds the loaded classes that have something to weave or to revert, and retransforms them. */
public final class LoadedClassWeaver {
    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

    private final Instrumentation instrumentation;
    private final WeavingTransformer weaver;
    private final JdkRetransformBugs bugs = new JdkRetransformBugs(Runtime.version());

    /**
     * Creates a weaver of loaded classes.
     *
     * @param instrumentation the JVM's access to loaded classes
     * @param weaver the transformer that weaves them
     */
    public LoadedClassWeaver(Instrumentation instrumentation, WeavingTransformer weaver) {
        this.instrumentation = instrumentation;
        this.weaver = weaver;
    }

    /**
     * Returns the loaded classes that can be woven at all.
     *
     * @return a new list
     */
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
                && !WeavingTransformer.isPartOfJdk(Type.getInternalName(type))
                && instrumentation.isModifiableClass(type);
    }

    /** Tests the prefix first: hardly any of thousands of names has it. */
    private static boolean isOwn(String name) {
        return name.startsWith("dev.observatory.") && WeavingTransformer.isOwn(name.replace('.', '/'));
    }

    /**
     * Weaves the classes with selected members.
     *
     * @param selection which members are selected
     * @return the classes that were not retransformed, with the reasons
     */
    public Map<Class<?>, String> weave(MemberSelection selection) {
        return weave(selected(selection), selection.hasFields());
    }

    /**
     * Weaves the classes with tagged or selected members.
     *
     * @param selection which members are selected
     * @return the classes that were not retransformed, with the reasons
     */
    public Map<Class<?>, String> weaveTagged(MemberSelection selection) {
        List<Class<?>> chosen = selected(selection);
        Set<Class<?>> known = new HashSet<>(chosen);
        chosen.addAll(scanned(type -> !known.contains(type), ConstantPoolScan.NAMES_LIBRARY));
        return weave(chosen, true);
    }

    /**
     * Returns the classes that are woven now.
     *
     * @return a new list
     */
    public List<Class<?>> woven() {
        return weaver.weaving().wovenClasses().among(instrumentation.getAllLoadedClasses());
    }

    /**
     * Returns the classes that are woven now, by name.
     *
     * @param internalName accepts the internal names of the classes
     * @return a new list
     */
    public List<Class<?>> woven(Predicate<String> internalName) {
        List<Class<?>> woven = woven();
        woven.removeIf(type -> !internalName.test(Type.getInternalName(type)));
        return woven;
    }

    private List<Class<?>> selected(MemberSelection selection) {
        List<Class<?>> selected = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            // Few of thousands of classes have the name, so the expensive test is last.
            if (mayBeCandidate(type) && selection.mayMatch(Type.getInternalName(type)) && isCandidate(type)) {
                selected.add(type);
            }
        }
        return selected;
    }

    /** Weaves first the classes that declare observable members, then those that assign fields of them. */
    private Map<Class<?>, String> weave(List<Class<?>> declaring, boolean mayHaveFields) {
        Map<Class<?>, String> refused = transform(declaring);
        if (mayHaveFields && weaver.weaving().knownFields() != null) {
            Set<Class<?>> done = new HashSet<>(declaring);
            refused.putAll(transform(scanned(type -> !done.contains(type), ConstantPoolScan.REFERS_TO_OBSERVABLE)));
        }
        return refused;
    }

    /** Returns the candidates for which {@link ConstantPoolScan} finds any of some flags. */
    private List<Class<?>> scanned(Predicate<Class<?>> among, int anyOf) {
        List<Class<?>> found = new ArrayList<>();
        try (ClassBytesProbe probe = ClassBytesProbe.open(instrumentation, weaver)) {
            for (Class<?> type : candidates()) {
                if (among.test(type) && (flagsOf(type, probe) & anyOf) != 0) {
                    found.add(type);
                }
            }
        }
        return found;
    }

    /**
     * Returns the class file of a loaded class, as another agent would receive it now.
     *
     * @param type the class
     * @return null if the JVM does not provide it
     */
    public byte @Nullable [] bytesOf(Class<?> type) {
        try (ClassBytesProbe probe = ClassBytesProbe.open(instrumentation, weaver)) {
            return probe.classFileOf(type);
        }
    }

    private int flagsOf(Class<?> type, ClassBytesProbe probe) {
        byte[] file = probe.classFileOf(type);
        return file == null ? 0 : weaver.scan(type.getClassLoader(), Type.getInternalName(type), file);
    }

    /**
     * Retransforms classes, except those that this JVM would damage.
     *
     * @param classes loaded classes
     * @return the classes that were not retransformed, with the reasons
     */
    public Map<Class<?>, String> transform(Collection<Class<?>> classes) {
        Map<Class<?>, String> refused = new LinkedHashMap<>();
        Map<Class<?>, ParameterNamePreserver> names = new HashMap<>();
        List<Class<?>> safe = new ArrayList<>();
        try (ClassBytesProbe probe = ClassBytesProbe.open(instrumentation, weaver)) {
            for (Class<?> type : classes) {
                String reason = obstacle(type, flagsOf(type, probe), names);
                if (reason == null) {
                    safe.add(type);
                } else {
                    refused.put(type, reason);
                }
            }
        }
        weaver.weaving().preserveParameterNames(names);
        List<Class<?>> woven = weaver.weaving().wovenClasses().among(safe.toArray(new Class<?>[0]));
        Map<Class<?>, Throwable> failed =
                BatchRetransformer.retransform(weaver.weaving().redefinitions(), safe);
        weaver.weaving().preserveParameterNames(Map.of());
        for (Class<?> type : woven) {
            if (failed.containsKey(type)) {
                weaver.weaving().wovenClasses().add(type.getClassLoader(), Type.getInternalName(type));
            }
        }
        failed.forEach((type, failure) -> refused.put(type, "the JVM refused to retransform it: " + failure));
        return refused;
    }

    private @Nullable String obstacle(Class<?> type, int found, Map<Class<?>, ParameterNamePreserver> names) {
        if (bugs.losesParameterNames(found)) {
            try {
                names.put(type, ParameterNamePreserver.of(type));
            } catch (LinkageError | TypeNotPresentException incomplete) {
                return bugs.reason(found) + "; preserving them failed: " + incomplete;
            }
        }
        return bugs.reasonDespitePreservedNames(found);
    }
}
