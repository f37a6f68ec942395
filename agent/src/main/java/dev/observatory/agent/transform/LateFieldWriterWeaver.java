package dev.observatory.agent.transform;

import dev.observatory.agent.classfile.FieldReferenceIndex;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.weave.AgentBridge;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Weaves classes that assign an observed field and were loaded before the field was observed. Only classes whose constant pool refers to
 * such a field are retransformed.
 *
 * <p>Uses no lambdas: while a program starts, the first lambda costs more than weaving.
 */
final class LateFieldWriterWeaver {
    private static final long MIN_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long MAX_DELAY_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** At most a twentieth of the time is spent on weaving, however many classes are loaded one after the other. */
    private static final int DELAY_PER_DURATION = 20;

    private final Instrumentation instrumentation;
    private final FieldReferenceIndex references;
    private final LoadedClassWeaver loaded;
    private final WovenClassRegistry classes;
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Set<Class<?>> reported = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private volatile long delayNanos = MIN_DELAY_NANOS;

    LateFieldWriterWeaver(
            Instrumentation instrumentation,
            FieldReferenceIndex references,
            LoadedClassWeaver loaded,
            WovenClassRegistry classes) {
        this.classes = classes;
        this.instrumentation = instrumentation;
        this.references = references;
        this.loaded = loaded;
    }

    /** Weaves the classes that assign fields, which are given as their names and descriptors with a dot in between. */
    void weave(Collection<String> fields) {
        List<String> added = new ArrayList<>();
        for (String field : fields) {
            if (done.add(field)) {
                added.add(field);
            }
        }
        transform(added);
    }

    /** Restores the code of the classes that assign fields which are not observed any more. */
    void restore(Collection<String> fields) {
        List<String> removed = new ArrayList<>();
        for (String field : fields) {
            if (done.remove(field)) {
                removed.add(field);
            }
        }
        transform(removed);
    }

    /**
     * Weaves the classes that assign fields after a delay of 20 milliseconds, or longer if weaving has taken long; on a thread of the
     * JDK. For observers of all fields. May be called during class loading.
     */
    void weaveSoon(Collection<String> fields) {
        waiting.addAll(fields);
        if (!waiting.isEmpty() && scheduled.compareAndSet(false, true)) {
            try {
                AgentBridge.later(delayNanos, this::weaveWaiting);
            } catch (Exception | OutOfMemoryError noThread) {
                scheduled.set(false); // The next class that declares such a field tries again.
            }
        }
    }

    private void weaveWaiting() {
        scheduled.set(false);
        List<String> fields = new ArrayList<>();
        for (String field = waiting.poll(); field != null; field = waiting.poll()) {
            fields.add(field);
        }
        long start = System.nanoTime();
        weave(fields);
        long duration = System.nanoTime() - start;
        delayNanos = Math.max(MIN_DELAY_NANOS, Math.min(MAX_DELAY_NANOS, duration * DELAY_PER_DURATION));
    }

    private void transform(List<String> fields) {
        Map<String, String> byName = writersOf(fields);
        if (byName.isEmpty()) {
            return;
        }
        List<Class<?>> writers = new ArrayList<>();
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            if (byName.containsKey(type.getName()) && loaded.isCandidate(type) && !classes.areAllWritesWoven(type)) {
                writers.add(type);
            }
        }
        Map<Class<?>, String> refused = loaded.transform(writers);
        for (Map.Entry<Class<?>, String> one : refused.entrySet()) {
            Class<?> type = one.getKey();
            if (reported.add(type)) { // Once for each class, whatever number of fields it may assign.
                AgentMessages.print("not woven: class [" + type.getName() + "], which may assign field ["
                        + byName.get(type.getName()) + "]: it was loaded before the field was observed, and "
                        + one.getValue());
            }
        }
    }

    /** Returns the names of fields by the names of classes that may assign them. */
    private Map<String, String> writersOf(List<String> fields) {
        Map<String, String> byName = new HashMap<>();
        for (String field : fields) {
            int dot = field.indexOf('.'); // Which no name can contain.
            String name = field.substring(0, dot);
            for (String type : references.to(name, field.substring(dot + 1))) {
                byName.putIfAbsent(type, name);
            }
        }
        return byName;
    }
}
