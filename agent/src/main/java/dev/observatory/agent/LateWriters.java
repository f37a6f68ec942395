package dev.observatory.agent;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Weaves classes that assign an observable field, and were loaded before anything told that it is observable.
 *
 * <p>Told by the library when somebody first looks an attribute up: on a thread of the program, outside of any class
 * loading, once per field. Only classes whose constant pool refers to such a field are transformed again.
 */
final class LateWriters implements Consumer<String> {
    private final Instrumentation instrumentation;
    private final FieldReferences references;
    private final RetransformTraps traps;
    private final Set<String> done = ConcurrentHashMap.newKeySet();

    LateWriters(Instrumentation instrumentation, FieldReferences references, RetransformTraps traps) {
        this.instrumentation = instrumentation;
        this.references = references;
        this.traps = traps;
    }

    /** Takes name and descriptor of the field, with a colon between them. */
    @Override
    public void accept(String field) {
        if (!done.add(field)) {
            return;
        }
        int colon = field.indexOf(':');
        Map<String, Integer> names = references.to(field.substring(0, colon), field.substring(colon + 1));
        if (names.isEmpty()) {
            return;
        }
        List<Class<?>> writers = new ArrayList<>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            Integer found = names.get(loaded.getName());
            if (found != null && instrumentation.isModifiableClass(loaded)) {
                String reason = traps.reason(found);
                if (reason == null) {
                    writers.add(loaded);
                } else {
                    notWoven(loaded, field, reason);
                }
            }
        }
        retransform(writers, field);
    }

    /** All at once, which stops the JVM once; if that fails, one by one, so that one bad class costs no other. */
    private void retransform(List<Class<?>> writers, String field) {
        if (writers.isEmpty()) {
            return;
        }
        try {
            instrumentation.retransformClasses(writers.toArray(new Class<?>[0]));
        } catch (Exception | LinkageError failure) {
            if (writers.size() == 1) {
                notWoven(writers.get(0), field, "transforming it again failed: " + failure);
                return;
            }
            for (Class<?> writer : writers) {
                retransform(List.of(writer), field);
            }
        }
    }

    private static void notWoven(Class<?> writer, String field, String reason) {
        Warnings.print("not woven: class [" + writer.getName() + "], which may assign field ["
                + field.substring(0, field.indexOf(':')) + "]: it was loaded before that field was known, and "
                + reason);
    }
}
