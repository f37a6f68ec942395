package dev.observatory.agent.transform;

import dev.observatory.agent.library.LibraryInstance;
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
import java.util.function.BiPredicate;

/**
 * What became of every tagged or named member: woven, or skipped and why. Keeps no class loader alive.
 *
 * <p>A tagged member that is skipped is told at once, a line each: somebody expects it to be woven. Of the members that are
 * only named, by a pattern that may mean thousands, the first is told.
 *
 * <p>As a predicate it answers whether a member of a class was woven: a method by name and descriptor, a field by name.
 */
public final class WeavingReport implements BiPredicate<Class<?>, String> {
    /** Stands for all members of a class that is skipped as a whole. */
    public static final String ALL = "all";

    private final Map<String, List<Entry>> byClass = new ConcurrentHashMap<>();
    private final AtomicBoolean toldOfNamed = new AtomicBoolean();

    /**
     * One class of the report.
     *
     * @param loader the name of its class loader's class
     * @param woven methods by name and descriptor, fields by name
     * @param skipped members with the reasons
     */
    public record ClassEntry(String name, String loader, List<String> woven, Map<String, String> skipped) {}

    /**
     * Notes what was woven of one class.
     *
     * @param skipped tagged members with the reason why they were not woven
     * @param skippedByName the same of members that are only named
     */
    void add(
            ClassLoader loader,
            String internalName,
            List<String> woven,
            Map<String, String> skipped,
            Map<String, String> skippedByName) {
        String name = internalName.replace('/', '.');
        Map<String, String> allSkipped = new LinkedHashMap<>(skipped);
        allSkipped.putAll(skippedByName);
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
            return; // Woven again, with the same outcome.
        }
        for (Map.Entry<String, String> one : skipped.entrySet()) {
            AgentMessages.print("not woven: " + name + "." + one.getKey() + ": " + one.getValue());
        }
    }

    /** By identity: equality of records holds on to their class; see {@link LibraryInstance#equals}. */
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
        List<Entry> made = new CopyOnWriteArrayList<>();
        List<Entry> other = byClass.putIfAbsent(name, made);
        return other == null ? made : other;
    }

    /** Forgets a class: nothing of it is meant any more. */
    void remove(ClassLoader loader, String internalName) {
        List<Entry> entries = byClass.get(internalName.replace('/', '.'));
        if (entries != null) {
            entries.removeIf(entry -> entry.isOf(loader) || entry.isDead());
        }
    }

    /** Notes that a class stayed as it was, although all was prepared: the JVM did not take it. */
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

    /** Notes that nothing of a class is woven although it has members that are meant by name. */
    void addUnseen(ClassLoader loader, String internalName, String reason) {
        add(loader, internalName, List.of(), Map.of(), Map.of(ALL, reason));
        if (toldOfNamed.compareAndSet(false, true)) {
            AgentMessages.print(
                    "not woven by name: class [" + internalName.replace('/', '.') + "], and maybe others: " + reason);
        }
    }

    /** All classes that are still there, by name. */
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

    @Override
    public boolean test(Class<?> type, String member) {
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
        boolean isOf(ClassLoader asked) {
            return loader.get() == asked;
        }

        boolean isDead() {
            return loader.get() == null;
        }
    }
}
