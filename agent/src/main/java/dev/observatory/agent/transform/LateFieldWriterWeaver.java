package dev.observatory.agent.transform;

import dev.observatory.agent.classfile.FieldReferenceIndex;
import dev.observatory.agent.classfile.JdkRetransformBugs;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.weave.AgentBridge;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Weaves classes that assign an observable field, and were loaded before anything told that it is observable.
 *
 * <p>Told by the library when somebody first looks an attribute up: on a thread of the program, outside of any class
 * loading, once per field. Only classes whose constant pool refers to such a field are transformed again.
 */
final class LateFieldWriterWeaver implements Consumer<String> {
    private static final long MILLIS = 20;

    private final Instrumentation instrumentation;
    private final FieldReferenceIndex references;
    private final JdkRetransformBugs traps;
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    LateFieldWriterWeaver(Instrumentation instrumentation, FieldReferenceIndex references, JdkRetransformBugs traps) {
        this.instrumentation = instrumentation;
        this.references = references;
        this.traps = traps;
    }

    /** Takes name and descriptor of the field, with a colon between them. */
    @Override
    public void accept(String field) {
        accept(List.of(field));
    }

    /**
     * Does it soon, on a thread of the JDK, for somebody who observes all fields there are, whichever those turn out to be. Called
     * from within class loading.
     */
    void soon(Collection<String> fields) {
        waiting.addAll(fields);
        if (!waiting.isEmpty() && scheduled.compareAndSet(false, true)) {
            try {
                AgentBridge.later(TimeUnit.MILLISECONDS.toNanos(MILLIS), this::acceptWaiting);
            } catch (Exception | OutOfMemoryError noThread) {
                scheduled.set(false); // The next class that declares such a field tries again.
            }
        }
    }

    private void acceptWaiting() {
        scheduled.set(false);
        List<String> fields = new ArrayList<>();
        for (String field = waiting.poll(); field != null; field = waiting.poll()) {
            fields.add(field);
        }
        accept(fields);
    }

    private void accept(List<String> fields) {
        Map<String, Writer> byName = new HashMap<>();
        for (String field : fields) {
            if (done.add(field)) {
                int colon = field.indexOf(':');
                String name = field.substring(0, colon);
                // No lambda: with the first of them the program's start pays for all that lambdas need.
                for (Map.Entry<String, Integer> type :
                        references.to(name, field.substring(colon + 1)).entrySet()) {
                    byName.putIfAbsent(type.getKey(), new Writer(name, type.getValue()));
                }
            }
        }
        if (byName.isEmpty()) {
            return;
        }
        Map<Class<?>, Writer> writers = new LinkedHashMap<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            Writer writer = byName.get(loaded.getName());
            if (writer != null && instrumentation.isModifiableClass(loaded)) {
                String reason = traps.reason(writer.found());
                if (reason == null) {
                    writers.put(loaded, writer);
                } else {
                    notWoven(loaded, writer, reason);
                }
            }
        }
        retransform(writers);
    }

    /** A class that may assign a field. */
    private record Writer(String field, int found) {}

    /** All at once, which stops the JVM once; if that fails, one by one, so that one bad class costs no other. */
    private void retransform(Map<Class<?>, Writer> writers) {
        if (writers.isEmpty()) {
            return;
        }
        try {
            instrumentation.retransformClasses(writers.keySet().toArray(new Class<?>[0]));
        } catch (Exception | LinkageError failure) {
            if (writers.size() == 1) {
                writers.forEach((type, writer) -> notWoven(type, writer, "transforming it again failed: " + failure));
                return;
            }
            writers.forEach((type, writer) -> retransform(Map.of(type, writer)));
        }
    }

    private static void notWoven(Class<?> type, Writer writer, String reason) {
        AgentMessages.print("not woven: class [" + type.getName() + "], which may assign field [" + writer.field()
                + "]: it was loaded before that field was known, and " + reason);
    }
}
