package dev.observatory.agent.transform;

import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import org.objectweb.asm.Type;

/**
 * Answers the libraries which members of loaded classes can be observed. Classes are examined when a library asks for the first time, since
 * most are never observed. Safe from any thread; classes instead of lambdas, since it is used while a program starts.
 */
final class ObservableMembers implements BiPredicate<Class<?>, String> {
    private final ObservableClasses observable;
    private final LoadedClassWeaver loaded;
    private final ClassExaminer examiner;
    private final WeavingReport report;

    ObservableMembers(
            ObservableClasses observable, LoadedClassWeaver loaded, ClassExaminer examiner, WeavingReport report) {
        this.observable = observable;
        this.loaded = loaded;
        this.examiner = examiner;
        this.report = report;
    }

    /** Returns whether a member can be observed. */
    @Override
    public boolean test(Class<?> type, String member) {
        examine(type);
        return report.isWoven(type, member);
    }

    /** Makes sure that the report contains a class, if any of its members may be observable. */
    void examine(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (loader == null || report.contains(type) || !observable.mayBeObserved(loader, Type.getInternalName(type))) {
            return;
        }
        byte[] file = loaded.bytesOf(type);
        if (file != null) {
            examiner.examine(type, file);
        }
    }

    Function<Class<?>, Map<String, Map<String, Map<String, Object>>>> tagReader() {
        return new TagReader();
    }

    Predicate<String> classesWithEvents() {
        return new ClassesWithEvents();
    }

    /** Answers how members are annotated that the library cannot inspect. */
    private final class TagReader implements Function<Class<?>, Map<String, Map<String, Map<String, Object>>>> {
        @Override
        public Map<String, Map<String, Map<String, Object>>> apply(Class<?> type) {
            examine(type);
            return report.tagsOf(type);
        }
    }

    /** Answers whether a class may have events. */
    private final class ClassesWithEvents implements Predicate<String> {
        @Override
        public boolean test(String binaryName) {
            return observable.mayHaveEvents(binaryName);
        }
    }
}
