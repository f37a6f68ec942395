package dev.observatory.agent.transform;

import dev.observatory.agent.classfile.FieldReferenceIndex;
import dev.observatory.agent.classfile.JdkRetransformBugs;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.weave.AgentBridge;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Weaves classes that assign an observable field and were loaded before the field was known to be observable.
 *
 * <p>The library calls it when an attribute is looked up for the first time: on a thread of the program, not during class
 * loading, once per field. Only classes whose constant pool refers to such a field are retransformed.
 *
 * <p>Implements the interface that the library expects instead of being passed as a lambda, and uses none itself: while a program
 * starts, the first lambda costs more than weaving.
 */
final class LateFieldWriterWeaver implements Consumer<String> {
    private static final long MIN_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long MAX_DELAY_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** At most a twentieth of the time is spent on weaving, however many classes are loaded one after the other. */
    private static final int DELAY_PER_DURATION = 20;

    private final Instrumentation instrumentation;
    private final FieldReferenceIndex references;
    private final JdkRetransformBugs bugs;
    private final Redefinitions redefinitions;
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Set<Class<?>> reported = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private volatile long delayNanos = MIN_DELAY_NANOS;

    LateFieldWriterWeaver(
            Instrumentation instrumentation,
            FieldReferenceIndex references,
            JdkRetransformBugs bugs,
            Redefinitions redefinitions) {
        this.instrumentation = instrumentation;
        this.references = references;
        this.bugs = bugs;
        this.redefinitions = redefinitions;
    }

    /** Weaves the classes that assign a field, which is given as its name and descriptor with a dot in between. */
    @Override
    public void accept(String field) {
        weaveWriters(List.of(field));
    }

    /**
     * Weaves the classes that assign fields after a delay of 20 milliseconds, or longer if weaving has taken long; on a thread of the
     * JDK. For observers of all fields, which look no attribute up. May be called during class loading.
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
        weaveWriters(fields);
        long duration = System.nanoTime() - start;
        delayNanos = Math.max(MIN_DELAY_NANOS, Math.min(MAX_DELAY_NANOS, duration * DELAY_PER_DURATION));
    }

    private void weaveWriters(List<String> fields) {
        Map<String, Writer> byName = writersOf(fields);
        if (byName.isEmpty()) {
            return;
        }
        Map<Class<?>, Writer> writers = new LinkedHashMap<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            Writer writer = byName.get(loaded.getName());
            if (writer != null && instrumentation.isModifiableClass(loaded)) {
                String reason = bugs.reason(writer.found());
                if (reason == null) {
                    writers.put(loaded, writer);
                } else {
                    reportNotWoven(loaded, writer, reason);
                }
            }
        }
        if (writers.isEmpty()) {
            return;
        }
        Map<Class<?>, Throwable> refused = BatchRetransformer.retransform(redefinitions, writers.keySet());
        for (Map.Entry<Class<?>, Writer> writer : writers.entrySet()) {
            Throwable failure = refused.get(writer.getKey());
            if (failure != null) {
                reportNotWoven(writer.getKey(), writer.getValue(), "retransforming it failed: " + failure);
            }
        }
    }

    /** Once for each class, whatever number of fields it may assign. */
    private void reportNotWoven(Class<?> type, Writer writer, String reason) {
        if (reported.add(type)) {
            AgentMessages.print("not woven: class [" + type.getName() + "], which may assign field [" + writer.field()
                    + "]: it was loaded before the field was known to be observable, and " + reason);
        }
    }

    private Map<String, Writer> writersOf(List<String> fields) {
        Map<String, Writer> byName = new HashMap<>();
        for (String field : fields) {
            if (done.add(field)) {
                int dot = field.indexOf('.'); // Which no name can contain.
                String name = field.substring(0, dot);
                for (Map.Entry<String, Integer> type :
                        references.to(name, field.substring(dot + 1)).entrySet()) {
                    byName.putIfAbsent(type.getKey(), new Writer(name, type.getValue()));
                }
            }
        }
        return byName;
    }

    /**
     * A class that may assign a field.
     *
     * @param field the name of the field
     * @param found what the class file revealed that {@link JdkRetransformBugs} depend on
     */
    private record Writer(String field, int found) {}
}
