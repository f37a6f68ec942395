package dev.observatory.agent;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;

/**
 * What became of every tagged member: woven, or skipped and why. Keeps no class loader alive.
 *
 * <p>As a predicate it answers whether a member of a class was woven: a method by name and descriptor, a field by name.
 */
final class WeavingReport implements BiPredicate<Class<?>, String> {
    private final Map<String, List<Entry>> byClass = new ConcurrentHashMap<>();

    /**
     * Notes what was woven of one class.
     *
     * @param skipped members with the reason why they were not woven
     */
    void add(ClassLoader loader, String internalName, List<String> woven, Map<String, String> skipped) {
        String name = internalName.replace('/', '.');
        if (woven.isEmpty() && skipped.isEmpty() && !byClass.containsKey(name)) {
            return; // It has no tagged member, but assigns or calls one.
        }
        List<Entry> entries = byClass.computeIfAbsent(name, unused -> new CopyOnWriteArrayList<>());
        boolean isKnown = entries.stream().anyMatch(entry -> entry.isOf(loader) && entry.skipped.equals(skipped));
        entries.removeIf(entry -> entry.isOf(loader) || entry.isDead());
        entries.add(new Entry(new WeakReference<>(loader), List.copyOf(woven), Map.copyOf(skipped)));
        if (isKnown) {
            return; // Woven again, with the same outcome.
        }
        skipped.forEach((member, reason) -> Warnings.print("not woven: " + name + "." + member + ": " + reason));
    }

    @Override
    public boolean test(Class<?> type, String member) {
        List<Entry> entries = byClass.get(type.getName());
        if (entries != null) {
            for (Entry entry : entries) {
                if (entry.isOf(type.getClassLoader())) {
                    return entry.woven.contains(member);
                }
            }
        }
        return false;
    }

    private record Entry(WeakReference<ClassLoader> loader, List<String> woven, Map<String, String> skipped) {
        boolean isOf(ClassLoader asked) {
            return loader.get() == asked;
        }

        boolean isDead() {
            return loader.get() == null;
        }
    }
}
