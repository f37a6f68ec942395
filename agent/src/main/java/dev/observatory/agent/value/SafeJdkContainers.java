package dev.observatory.agent.value;

import java.util.Comparator;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The collections and maps that may be iterated on a thread of the program: of exactly these classes, so that no iterator belongs to
 * the program; without locks; and not changed by being read.
 *
 * <p>Excluded on purpose: wrappers ({@code Collections.unmodifiableList}), which delegate to an object of any class; {@code Vector},
 * {@code Hashtable}, {@code synchronizedMap} and blocking queues, which lock; {@code WeakHashMap}, which expunges entries.
 */
final class SafeJdkContainers {
    private static final Set<String> CLASSES = Set.of(
            "java.util.ArrayDeque",
            "java.util.ArrayList",
            "java.util.ArrayList$SubList",
            "java.util.Arrays$ArrayList",
            "java.util.Collections$CopiesList",
            "java.util.Collections$EmptyList",
            "java.util.Collections$EmptyMap",
            "java.util.Collections$EmptySet",
            "java.util.Collections$SingletonList",
            "java.util.Collections$SingletonMap",
            "java.util.Collections$SingletonSet",
            "java.util.EnumMap",
            "java.util.HashMap",
            "java.util.HashMap$EntrySet",
            "java.util.HashMap$KeySet",
            "java.util.HashMap$Values",
            "java.util.HashSet",
            "java.util.IdentityHashMap",
            "java.util.ImmutableCollections$List12",
            "java.util.ImmutableCollections$ListN",
            "java.util.ImmutableCollections$Map1",
            "java.util.ImmutableCollections$MapN",
            "java.util.ImmutableCollections$Set12",
            "java.util.ImmutableCollections$SetN",
            "java.util.JumboEnumSet",
            "java.util.LinkedHashMap",
            "java.util.LinkedHashMap$LinkedEntrySet",
            "java.util.LinkedHashMap$LinkedKeySet",
            "java.util.LinkedHashMap$LinkedValues",
            "java.util.LinkedHashSet",
            "java.util.LinkedList",
            "java.util.PriorityQueue",
            "java.util.RegularEnumSet",
            "java.util.TreeMap",
            "java.util.TreeMap$EntrySet",
            "java.util.TreeMap$KeySet",
            "java.util.TreeMap$Values",
            "java.util.TreeSet",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentHashMap$KeySetView",
            "java.util.concurrent.ConcurrentHashMap$ValuesView",
            "java.util.concurrent.ConcurrentLinkedDeque",
            "java.util.concurrent.ConcurrentLinkedQueue",
            "java.util.concurrent.ConcurrentSkipListMap",
            "java.util.concurrent.ConcurrentSkipListSet",
            "java.util.concurrent.CopyOnWriteArrayList",
            "java.util.concurrent.CopyOnWriteArraySet");

    private static final Set<String> ENTRIES = Set.of(
            "java.util.AbstractMap$SimpleEntry",
            "java.util.AbstractMap$SimpleImmutableEntry",
            "java.util.HashMap$Node",
            "java.util.HashMap$TreeNode",
            "java.util.KeyValueHolder",
            "java.util.LinkedHashMap$Entry",
            "java.util.TreeMap$Entry",
            "java.util.concurrent.ConcurrentHashMap$MapEntry");

    private SafeJdkContainers() {}

    static boolean isEntry(Object value) {
        return ENTRIES.contains(value.getClass().getName());
    }

    static boolean include(Object container) {
        return CLASSES.contains(container.getClass().getName())
                && (!(container instanceof SortedSet<?> sorted) || isOfJdk(sorted.comparator()));
    }

    /** A sorted set may be a view of a part of another one, and then compares elements during iteration. */
    private static boolean isOfJdk(@Nullable Comparator<?> comparator) {
        return comparator == null || comparator.getClass().getClassLoader() == null;
    }

    /** Returns whether {@code size()} iterates over all elements. */
    static boolean countsSlowly(Class<?> type) {
        return type.getName().startsWith("java.util.concurrent.ConcurrentLinked")
                || type.getName().startsWith("java.util.concurrent.ConcurrentSkipList");
    }
}
