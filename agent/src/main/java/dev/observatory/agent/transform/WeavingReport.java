package dev.observatory.agent.transform;

import dev.observatory.agent.bytecode.WeavingOutcome;
import dev.observatory.agent.bytecode.WeavingPlan;
import dev.observatory.agent.jvm.ClassLoaderMap;
import dev.observatory.agent.jvm.LoaderName;
import dev.observatory.agent.text.AgentMessages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The outcome for every tagged or selected member: woven, or skipped and why. Safe for use by many threads.
 *
 * <p>Each tagged member that is skipped is printed at once, on a line of its own, because its author expects it to be woven. Of the
 * members that only patterns select, possibly thousands, the first is printed.
 *
 * <p>What runs while classes are loaded uses no lambdas and no streams: while a program starts, the first of them costs more than
 * weaving.
 */
public final class WeavingReport {
    /** How the reason begins why a member is skipped although it could be woven: patterns select too many. */
    public static final String OVER_LIMIT = "a pattern selects it, and patterns select more than ";

    /** Represents all members of a class that is skipped as a whole. */
    public static final String ALL = "all";

    /** Of each class loader the classes by binary name. */
    private final ClassLoaderMap<Map<String, WovenClass>> byLoader = new ClassLoaderMap<>();

    private final AtomicBoolean printedByPattern = new AtomicBoolean();

    /** Creates an empty report. */
    WeavingReport() {}

    /**
     * One class of the report.
     *
     * @param name its binary name
     * @param loader what the status calls its class loader
     * @param loaderName the name of its class loader, which no other class loader has
     * @param woven methods by name and descriptor, fields by name
     * @param skipped reasons by member
     */
    public record ClassEntry(
            String name, String loader, LoaderName loaderName, List<String> woven, Map<String, String> skipped) {}

    /**
     * Adds or replaces a class.
     *
     * @param plan what can be observed in the class
     * @param outcome what became of the members that are woven now
     */
    void add(ClassLoader loader, String internalName, WeavingPlan plan, WeavingOutcome outcome) {
        List<String> observable = plan.observableMembers();
        observable.removeAll(outcome.skipped().keySet());
        observable.removeAll(outcome.skippedByPattern().keySet());
        add(
                loader,
                internalName,
                observable,
                outcome.skipped(),
                outcome.skippedByPattern(),
                plan.tags().byMember());
    }

    private void add(
            ClassLoader loader,
            String internalName,
            List<String> observable,
            Map<String, String> skipped,
            Map<String, String> skippedByPattern,
            Map<String, Map<String, Map<String, Object>>> tags) {
        String name = internalName.replace('/', '.');
        Map<String, String> allSkipped = new LinkedHashMap<>(skipped);
        allSkipped.putAll(skippedByPattern);
        WovenClass before = get(loader, name);
        if (before != null) {
            // Known from an earlier attempt to weave a member that is not woven now.
            for (Map.Entry<String, String> one : before.entry().skipped().entrySet()) {
                if (observable.remove(one.getKey())) {
                    allSkipped.put(one.getKey(), one.getValue());
                }
            }
        }
        put(
                loader,
                new ClassEntry(name, nameOf(loader), LoaderName.of(loader), List.copyOf(observable), allSkipped),
                tags);
        if (before != null && before.entry().skipped().equals(allSkipped)) {
            return; // The same outcome as before.
        }
        for (Map.Entry<String, String> one : skipped.entrySet()) {
            if (before == null || !before.entry().skipped().containsKey(one.getKey())) {
                AgentMessages.print("not woven: " + name + "." + one.getKey() + ": " + one.getValue());
            }
        }
    }

    /** Releases what is kept of collected class loaders. */
    void release() {
        byLoader.releaseEnqueued();
    }

    private void put(ClassLoader loader, ClassEntry entry, Map<String, Map<String, Map<String, Object>>> tags) {
        Map<String, WovenClass> classes = byLoader.get(loader);
        if (classes == null) {
            classes = byLoader.putIfAbsent(loader, new ConcurrentHashMap<>());
        }
        classes.put(entry.name(), new WovenClass(entry, tags));
    }

    private @Nullable WovenClass get(@Nullable ClassLoader loader, String name) {
        Map<String, WovenClass> classes = loader == null ? null : byLoader.get(loader);
        return classes == null ? null : classes.get(name);
    }

    /** Removes a class that has nothing to weave any more. */
    void remove(ClassLoader loader, String internalName) {
        Map<String, WovenClass> classes = byLoader.get(loader);
        if (classes != null) {
            classes.remove(internalName.replace('/', '.'));
        }
    }

    /**
     * Records that the JVM refused to retransform a class, so that it stays as it was.
     *
     * @param loader its class loader
     * @param name its binary name
     * @param reason why it was refused
     */
    public void refused(ClassLoader loader, String name, String reason) {
        WovenClass before = get(loader, name);
        Map<String, String> skipped = new LinkedHashMap<>();
        if (before != null) {
            skipped.putAll(before.entry().skipped());
            for (String member : before.entry().woven()) {
                skipped.put(member, reason);
            }
        }
        if (skipped.isEmpty()) {
            skipped.put(ALL, reason);
        }
        put(loader, new ClassEntry(name, nameOf(loader), LoaderName.of(loader), List.of(), skipped), Map.of());
    }

    /** Adds a class of which nothing is woven although patterns select members of it. */
    void addSkippedByPattern(ClassLoader loader, String internalName, String reason) {
        add(loader, internalName, new ArrayList<>(), Map.of(), Map.of(ALL, reason), Map.of());
        if (printedByPattern.compareAndSet(false, true)) {
            AgentMessages.print("not woven by pattern: class [" + internalName.replace('/', '.')
                    + "], and possibly others: " + reason);
        }
    }

    /**
     * Returns all classes whose class loader is still alive.
     *
     * @return sorted by name
     */
    public List<ClassEntry> classes() {
        List<ClassEntry> present = new ArrayList<>();
        byLoader.releaseCollected();
        for (Map<String, WovenClass> classes : byLoader.values()) {
            for (WovenClass each : classes.values()) {
                if (!each.entry().woven().isEmpty() || !each.entry().skipped().isEmpty()) {
                    present.add(each.entry());
                }
            }
        }
        present.sort(Comparator.comparing(ClassEntry::name));
        return present;
    }

    private static String nameOf(ClassLoader loader) {
        String name = loader.getName();
        return name == null ? loader.getClass().getName() : "loader [" + name + "]";
    }

    /**
     * Returns the woven members of a class.
     *
     * @param type the class
     * @return methods by name and descriptor, fields by name
     */
    public List<String> wovenMembers(Class<?> type) {
        WovenClass found = get(type.getClassLoader(), type.getName());
        return found == null ? List.of() : found.entry().woven();
    }

    /** Returns whether it is known what can be observed in a class. */
    boolean contains(Class<?> type) {
        return get(type.getClassLoader(), type.getName()) != null;
    }

    /**
     * Returns whether a member is woven.
     *
     * @param type its class
     * @param member a method by name and descriptor, a field by name
     * @return whether the class as it is now has it woven
     */
    public boolean isWoven(Class<?> type, String member) {
        WovenClass found = get(type.getClassLoader(), type.getName());
        return found != null && found.entry().woven().contains(member);
    }

    /**
     * Returns the annotations of the woven members of a class, for a library that cannot read them by reflection.
     *
     * @param type the class
     * @return by member, simple name of the annotation, and attribute; see the library's {@code AgentBridge.setTagReader}
     */
    public Map<String, Map<String, Map<String, Object>>> tagsOf(Class<?> type) {
        WovenClass found = get(type.getClassLoader(), type.getName());
        if (found == null) {
            return Map.of();
        }
        Map<String, Map<String, Map<String, Object>>> all = new LinkedHashMap<>(found.tags());
        for (String member : found.entry().woven()) {
            all.putIfAbsent(member, Map.of());
        }
        return all;
    }

    /** A class with the annotations that it has. */
    private record WovenClass(ClassEntry entry, Map<String, Map<String, Map<String, Object>>> tags) {}
}
