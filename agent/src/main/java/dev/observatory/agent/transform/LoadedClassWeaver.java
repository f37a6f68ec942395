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
    private final ObservableClasses observable;
    private final ClassScanner scanner;
    private final WovenClassRegistry registry;
    private final Redefinitions redefinitions;
    private final PreservedNames preservedNames;
    private final ThreadSet probing;
    private final JdkRetransformBugs bugs = new JdkRetransformBugs(Runtime.version());

    LoadedClassWeaver(
            Instrumentation instrumentation,
            ObservableClasses observable,
            ClassScanner scanner,
            WovenClassRegistry registry,
            Redefinitions redefinitions,
            PreservedNames preservedNames,
            ThreadSet probing) {
        this.instrumentation = instrumentation;
        this.observable = observable;
        this.scanner = scanner;
        this.registry = registry;
        this.redefinitions = redefinitions;
        this.preservedNames = preservedNames;
        this.probing = probing;
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

    /** Returns whether a class can be woven at all. */
    boolean isCandidate(Class<?> type) {
        return mayBeCandidate(type)
                && !type.isArray()
                && !type.isHidden()
                && !isOwn(type.getName())
                && !ObservableClasses.isPartOfJdk(Type.getInternalName(type))
                && instrumentation.isModifiableClass(type);
    }

    /** Tests the prefix first: hardly any of thousands of names has it. */
    private static boolean isOwn(String name) {
        return name.startsWith("dev.observatory.") && ConstantPoolScan.isOwn(name.replace('.', '/'));
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
     * Finds the loaded classes with annotated members, which are woven once they are observed, and weaves those that are woven in any
     * case.
     *
     * @return the classes that were not retransformed, with the reasons
     */
    public Map<Class<?>, String> weaveAnnotated() {
        return transform(scanned(type -> true, ConstantPoolScan.WOVEN_AT_LOAD | ConstantPoolScan.REFERS_TO_OBSERVABLE));
    }

    /**
     * Returns the loaded classes that may have observable members.
     *
     * @return a new list
     */
    public List<Class<?>> observable() {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            // Few of thousands of classes are, so the expensive test is last.
            if (mayBeCandidate(type)
                    && observable.mayBeObserved(type.getClassLoader(), Type.getInternalName(type))
                    && isCandidate(type)) {
                found.add(type);
            }
        }
        return found;
    }

    /**
     * Returns the classes that are woven now.
     *
     * @return a new list
     */
    public List<Class<?>> woven() {
        return registry.among(instrumentation.getAllLoadedClasses());
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
        if (mayHaveFields && !scanner.fields().known().isEmpty()) {
            Set<Class<?>> done = new HashSet<>(declaring);
            refused.putAll(transform(scanned(type -> !done.contains(type), ConstantPoolScan.REFERS_TO_OBSERVABLE)));
        }
        return refused;
    }

    /** Returns the candidates for which {@link ConstantPoolScan} finds any of some flags. */
    private List<Class<?>> scanned(Predicate<Class<?>> among, int anyOf) {
        List<Class<?>> found = new ArrayList<>();
        try (ClassBytesProbe probe = ClassBytesProbe.open(instrumentation, probing)) {
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
        try (ClassBytesProbe probe = ClassBytesProbe.open(instrumentation, probing)) {
            return probe.classFileOf(type);
        }
    }

    private int flagsOf(Class<?> type, ClassBytesProbe probe) {
        byte[] file = probe.classFileOf(type);
        return file == null ? 0 : scanner.scan(type.getClassLoader(), Type.getInternalName(type), file);
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
        try (ClassBytesProbe probe = ClassBytesProbe.open(instrumentation, probing)) {
            for (Class<?> type : classes) {
                String reason = obstacle(type, flagsOf(type, probe), names);
                if (reason == null) {
                    safe.add(type);
                } else {
                    refused.put(type, reason);
                }
            }
        }
        Map<Class<?>, Set<String>> wovenBefore = new HashMap<>();
        for (Class<?> type : safe) {
            wovenBefore.put(type, registry.wovenMembers(type));
        }
        preservedNames.set(names);
        Map<Class<?>, Throwable> failed;
        try {
            failed = BatchRetransformer.retransform(redefinitions, safe);
        } finally {
            preservedNames.set(Map.of());
        }
        for (Class<?> type : failed.keySet()) {
            registry.setWoven(type.getClassLoader(), Type.getInternalName(type), wovenBefore.get(type));
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
