package dev.observatory.agent.transform;

import dev.observatory.agent.jvm.ClassLoaderMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The classes whose constructors may be called by {@code super(…)} from a constructor that is an event, directly or through others. By
 * name, whatever their class loader, since a class too many does no harm; as long as the class loader of any such event lives.
 */
final class SuperConstructorOwners implements ClassLoaderMap.Expiry<Set<String>> {
    private final ClassLoaderMap<Set<String>> byCaller = new ClassLoaderMap<>(this);
    /** How many class loaders have events that call constructors of the class. Written under the lock of this object. */
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    /**
     * Adds a class.
     *
     * @param caller the class loader of the class with the event
     * @param owner the internal name of its super class
     */
    synchronized void add(ClassLoader caller, String owner) {
        Set<String> owners = byCaller.get(caller);
        if (owners == null) {
            owners = byCaller.putIfAbsent(caller, ConcurrentHashMap.newKeySet());
        }
        if (owners.add(owner)) {
            counts.put(owner, counts.getOrDefault(owner, 0) + 1);
        }
    }

    /** Releases what is kept of collected class loaders. */
    void release() {
        byCaller.releaseEnqueued();
    }

    boolean contains(String internalName) {
        return counts.containsKey(internalName);
    }

    @Override
    public synchronized void expired(Set<String> owners) {
        for (String owner : owners) {
            int count = counts.getOrDefault(owner, 0) - 1;
            if (count > 0) {
                counts.put(owner, count);
            } else {
                counts.remove(owner);
            }
        }
    }
}
