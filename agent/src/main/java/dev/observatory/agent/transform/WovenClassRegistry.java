package dev.observatory.agent.transform;

import dev.observatory.agent.bytecode.MemberDemand;
import dev.observatory.agent.jvm.ClassLoaderMap;
import dev.observatory.agent.match.MemberSelection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Which members of each class are observed, and which are woven. Safe for use by many threads.
 *
 * <p>The JVM transforms a class on one thread at a time. A thread that observes a member calls {@link #observe} and then, unless the member
 * is woven, lets the JVM transform the class; a transformation calls {@link #beginWeaving}, which reads what is observed. So whatever the
 * order, the last transformation sees all that was observed before it began, and a member that is being woven by another thread does not
 * count as woven.
 */
final class WovenClassRegistry {
    private final ClassLoaderMap<Map<String, Entry>> byLoader = new ClassLoaderMap<>();
    private volatile boolean areEventsObserved;
    private volatile boolean areAttributesObserved;

    /** One class. Guarded by itself. */
    private static final class Entry {
        private Set<String> observed = Set.of();
        /** Whether all members count as observed, although they may not be. */
        private boolean isWhollyObserved;
        /** Null if the code of the class is its own. */
        private @Nullable Set<String> woven;

        /** Whether all events and all attributes were woven, observed or not. */
        private boolean areEventsWoven;

        private boolean areAttributesWoven;
        private boolean isBeingWoven;
        /** Whether the code of the class is woven whatever is observed. */
        private boolean isPermanent;
        /** Whether all assignments in the class are woven, of whatever field. */
        private boolean areAllWritesWoven;
        /** How many looks in succession have found members that are not observed. */
        private int looks;
    }

    /** Sets whether all events are observed, of classes that are transformed from now on. */
    void observeEvents(boolean all) {
        areEventsObserved = all;
    }

    /** Sets whether all fields are observed, in classes that are transformed from now on. */
    void observeAttributes(boolean all) {
        areAttributesObserved = all;
    }

    boolean areEventsObserved() {
        return areEventsObserved;
    }

    boolean areAttributesObserved() {
        return areAttributesObserved;
    }

    /** Records that a member is observed; returns whether it is woven already. */
    boolean observe(ClassLoader loader, String internalName, String member) {
        Entry entry = entryOf(loader, internalName);
        synchronized (entry) {
            entry.looks = 0;
            if (!entry.observed.contains(member)) {
                Set<String> more = new HashSet<>(entry.observed);
                more.add(member);
                entry.observed = more;
            }
            return !entry.isBeingWoven && entry.woven != null && entry.woven.contains(member);
        }
    }

    /** Makes all events of a class count as observed, until they have not been for some time. */
    void observeWholly(ClassLoader loader, String internalName) {
        Entry entry = entryOf(loader, internalName);
        synchronized (entry) {
            entry.isWhollyObserved = true;
            entry.looks = 0;
        }
    }

    /** Records that some members are not observed any more, unless a test says that they are. */
    void unobserve(ClassLoader loader, String internalName, Collection<String> members, StillObserved test) {
        Entry entry = get(loader, internalName);
        if (entry != null) {
            synchronized (entry) {
                entry.isWhollyObserved = false;
                Set<String> fewer = new HashSet<>(entry.observed);
                for (String member : members) {
                    if (!test.isObserved(member)) {
                        fewer.remove(member);
                    }
                }
                entry.observed = fewer.isEmpty() ? Set.of() : fewer;
            }
        }
    }

    /** Tests whether a member is observed. */
    interface StillObserved {
        /** Called with a lock held. */
        boolean isObserved(String member);
    }

    /** Returns whether single members of a class are observed. */
    boolean isAnyObserved(ClassLoader loader, String internalName) {
        Entry entry = get(loader, internalName);
        if (entry == null) {
            return false;
        }
        synchronized (entry) {
            return entry.isWhollyObserved || !entry.observed.isEmpty();
        }
    }

    /** Returns whether a constructor of a class may be observed. */
    boolean isConstructorObserved(Class<?> type) {
        Entry entry = get(type.getClassLoader(), Type.getInternalName(type));
        if (entry == null) {
            return false;
        }
        synchronized (entry) {
            for (String member : entry.observed) {
                if (member.startsWith("<init>")) {
                    return true;
                }
            }
            return entry.isWhollyObserved;
        }
    }

    /** Returns the members that are woven as long as they are observed. */
    Set<String> revocableMembers(Class<?> type) {
        Entry entry = get(type.getClassLoader(), Type.getInternalName(type));
        if (entry == null) {
            return Set.of();
        }
        synchronized (entry) {
            return entry.isPermanent || entry.woven == null ? Set.of() : entry.woven;
        }
    }

    /** Counts looks in succession that have found members of a class that are not observed; returns their number. */
    int countLook(Class<?> type, boolean hasUnobserved) {
        Entry entry = get(type.getClassLoader(), Type.getInternalName(type));
        if (entry == null) {
            return 0;
        }
        synchronized (entry) {
            entry.looks = hasUnobserved ? entry.looks + 1 : 0;
            return entry.looks;
        }
    }

    /**
     * Records that the code of a class is woven whatever is observed.
     *
     * @param areAllWritesWoven whether that includes assignments of fields that may never be observed
     */
    void setPermanent(ClassLoader loader, String internalName, boolean areAllWritesWoven) {
        Entry entry = entryOf(loader, internalName);
        synchronized (entry) {
            entry.isPermanent = true;
            entry.areAllWritesWoven = areAllWritesWoven;
        }
    }

    /** Returns whether the code of a class is woven whatever is observed. */
    boolean isPermanent(Class<?> type) {
        Entry entry = get(type.getClassLoader(), Type.getInternalName(type));
        if (entry == null) {
            return false;
        }
        synchronized (entry) {
            return entry.isPermanent;
        }
    }

    /** Returns whether all assignments in a class are woven, of whatever field. */
    boolean areAllWritesWoven(Class<?> type) {
        Entry entry = get(type.getClassLoader(), Type.getInternalName(type));
        if (entry == null) {
            return false;
        }
        synchronized (entry) {
            return entry.areAllWritesWoven;
        }
    }

    /** Returns what is observed in a class that is about to be woven; {@link #setWoven} must follow. */
    MemberDemand beginWeaving(ClassLoader loader, String internalName, MemberSelection watched) {
        Entry entry = get(loader, internalName);
        Set<String> observed = Set.of();
        boolean areAllObserved = areEventsObserved;
        if (entry != null) {
            synchronized (entry) {
                entry.isBeingWoven = true;
                observed = entry.observed;
                areAllObserved |= entry.isWhollyObserved;
            }
        }
        return new MemberDemand(areAllObserved, areAttributesObserved, observed, watched);
    }

    /** Records which members of a class are woven now, which not because of all being observed; null if its code is its own. */
    void setWoven(ClassLoader loader, String internalName, @Nullable Collection<String> members) {
        setWoven(loader, internalName, members, MemberDemand.NONE);
    }

    /**
     * Records which members of a class are woven now.
     *
     * @param members null if the code of the class is its own
     * @param demand what was observed
     */
    void setWoven(ClassLoader loader, String internalName, @Nullable Collection<String> members, MemberDemand demand) {
        Entry entry = members == null ? get(loader, internalName) : entryOf(loader, internalName);
        if (entry != null) {
            synchronized (entry) {
                entry.isBeingWoven = false;
                entry.woven = members == null ? null : Set.copyOf(members);
                entry.areEventsWoven = demand.events();
                entry.areAttributesWoven = demand.attributes();
            }
        }
    }

    /** Returns whether a class is woven as it must be while all events, or all attributes, are observed as they are now. */
    boolean isWhollyWoven(Class<?> type) {
        Entry entry = get(type.getClassLoader(), Type.getInternalName(type));
        if (entry == null) {
            return false;
        }
        synchronized (entry) {
            return entry.woven != null
                    && !entry.isBeingWoven
                    && (entry.areEventsWoven || !areEventsObserved)
                    && (entry.areAttributesWoven || !areAttributesObserved);
        }
    }

    /** Returns the woven members of a class; null if its code is its own. */
    @Nullable
    Set<String> wovenMembers(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        Entry entry = loader == null ? null : get(loader, Type.getInternalName(type));
        if (entry == null) {
            return null;
        }
        synchronized (entry) {
            return entry.woven;
        }
    }

    private @Nullable Entry get(ClassLoader loader, String internalName) {
        Map<String, Entry> ofLoader = byLoader.get(loader);
        return ofLoader == null ? null : ofLoader.get(internalName);
    }

    private Entry entryOf(ClassLoader loader, String internalName) {
        Map<String, Entry> ofLoader = byLoader.get(loader);
        if (ofLoader == null) {
            ofLoader = byLoader.putIfAbsent(loader, new ConcurrentHashMap<>());
        }
        Entry known = ofLoader.get(internalName);
        if (known != null) {
            return known;
        }
        Entry made = new Entry();
        Entry other = ofLoader.putIfAbsent(internalName, made);
        return other == null ? made : other;
    }

    /** Returns the number of class loaders with observed or woven classes. */
    int loaders() {
        return byLoader.size();
    }

    /** Releases what is kept of collected class loaders. */
    void release() {
        byLoader.releaseEnqueued();
    }

    boolean contains(ClassLoader loader, String internalName) {
        Entry entry = get(loader, internalName);
        if (entry == null) {
            return false;
        }
        synchronized (entry) {
            return entry.woven != null || entry.isBeingWoven;
        }
    }

    /** Returns those of some loaded classes that are woven. */
    List<Class<?>> among(Class<?>[] loaded) {
        List<Class<?>> woven = new ArrayList<>();
        for (Class<?> type : loaded) {
            ClassLoader loader = type.getClassLoader();
            if (loader != null && contains(loader, Type.getInternalName(type))) {
                woven.add(type);
            }
        }
        return woven;
    }
}
