package dev.observatory.agent.transform;

import dev.observatory.agent.text.AgentMessages;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The outcome for every tagged or selected member: woven, or skipped and why. Holds class loaders weakly. Safe for use by many threads.
 *
 * <p>Each tagged member that is skipped is printed at once, on a line of its own, because its author expects it to be woven. Of the
 * members that only patterns select, possibly thousands, the first is printed.
 *
 * <p>What runs while classes are loaded uses no lambdas and no streams: while a program starts, the first of them costs more than
 * weaving.
 */
public final class WeavingReport {
    /** Represents all members of a class that is skipped as a whole. */
    public static final String ALL = "all";

    private final Map<String, List<Entry>> byClass = new ConcurrentHashMap<>();
    private final AtomicBoolean printedByPattern = new AtomicBoolean();

    /** Creates an empty report. */
    WeavingReport() {}

    /**
     * One class of the report.
     *
     * @param name its binary name
     * @param loader the name of its class loader, or of the class loader's class
     * @param woven methods by name and descriptor, fields by name
     * @param skipped reasons by member
     */
    public record ClassEntry(String name, String loader, List<String> woven, Map<String, String> skipped) {}

    /**
     * Adds or replaces a class.
     *
     * @param skipped reasons by tagged member
     * @param skippedByPattern reasons by members that are only selected by patterns
     */
    void add(
            ClassLoader loader,
            String internalName,
            List<String> woven,
            Map<String, String> skipped,
            Map<String, String> skippedByPattern) {
        String name = internalName.replace('/', '.');
        Map<String, String> allSkipped = new LinkedHashMap<>(skipped);
        allSkipped.putAll(skippedByPattern);
        if (woven.isEmpty() && allSkipped.isEmpty() && !byClass.containsKey(name)) {
            return; // It has no tagged member, but assigns or calls one.
        }
        List<Entry> entries = entriesOf(name);
        boolean isKnown = false;
        List<Entry> outdated = new ArrayList<>();
        for (Entry entry : entries) {
            isKnown |= entry.isOf(loader) && entry.content.skipped().equals(allSkipped);
            if (entry.isOf(loader) || entry.isDead()) {
                outdated.add(entry);
            }
        }
        for (Entry entry : outdated) {
            remove(entries, entry);
        }
        entries.add(new Entry(
                new WeakReference<>(loader), new ClassEntry(name, nameOf(loader), List.copyOf(woven), allSkipped)));
        if (isKnown) {
            return; // Woven again with the same outcome.
        }
        for (Map.Entry<String, String> one : skipped.entrySet()) {
            AgentMessages.print("not woven: " + name + "." + one.getKey() + ": " + one.getValue());
        }
    }

    /** Compares by identity: the generated equality of records permanently holds on to their class in some versions of the JVM. */
    @SuppressWarnings("ReferenceEquality")
    private static void remove(List<Entry> entries, Entry outdated) {
        for (int i = entries.size() - 1; i >= 0; i--) {
            if (entries.get(i) == outdated) {
                entries.remove(i);
                return;
            }
        }
    }

    private List<Entry> entriesOf(String name) {
        List<Entry> present = byClass.get(name);
        if (present != null) {
            return present;
        }
        List<Entry> created = new CopyOnWriteArrayList<>();
        List<Entry> other = byClass.putIfAbsent(name, created);
        return other == null ? created : other;
    }

    /** Removes a class that has nothing to weave any more. */
    void remove(ClassLoader loader, String internalName) {
        List<Entry> entries = byClass.get(internalName.replace('/', '.'));
        if (entries != null) {
            entries.removeIf(entry -> entry.isOf(loader) || entry.isDead());
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
        List<Entry> entries = byClass.get(name);
        Map<String, String> skipped = new LinkedHashMap<>();
        if (entries != null) {
            for (Entry entry : entries) {
                if (entry.isOf(loader)) {
                    skipped.putAll(entry.content.skipped());
                    for (String member : entry.content.woven()) {
                        skipped.put(member, reason);
                    }
                }
            }
        }
        if (skipped.isEmpty()) {
            skipped.put(ALL, reason);
        }
        remove(loader, name.replace('.', '/'));
        entriesOf(name)
                .add(new Entry(new WeakReference<>(loader), new ClassEntry(name, nameOf(loader), List.of(), skipped)));
    }

    /** Adds a class of which nothing is woven although patterns select members of it. */
    void addSkippedByPattern(ClassLoader loader, String internalName, String reason) {
        add(loader, internalName, List.of(), Map.of(), Map.of(ALL, reason));
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
        byClass.values().forEach(entries -> entries.stream()
                .filter(entry -> !entry.isDead())
                .map(Entry::content)
                .forEach(present::add));
        present.sort(Comparator.comparing(ClassEntry::name));
        return present;
    }

    private static String nameOf(ClassLoader loader) {
        String name = loader.getName();
        return name == null ? loader.getClass().getName() : "loader [" + name + "]";
    }

    /**
     * Returns whether a member is woven.
     *
     * @param type its class
     * @param member a method by name and descriptor, a field by name
     * @return whether the class as it is now has it woven
     */
    public boolean isWoven(Class<?> type, String member) {
        List<Entry> entries = byClass.get(type.getName());
        if (entries != null) {
            for (Entry entry : entries) {
                if (entry.isOf(type.getClassLoader())) {
                    return entry.content.woven().contains(member);
                }
            }
        }
        return false;
    }

    private record Entry(WeakReference<ClassLoader> loader, ClassEntry content) {
        boolean isOf(ClassLoader other) {
            return loader.get() == other;
        }

        boolean isDead() {
            return loader.get() == null;
        }
    }
}
