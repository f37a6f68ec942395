package dev.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.hook.EventHook;
import java.io.IOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.TypeVariable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Passes null to every parameter of the public API that is not annotated as nullable, and expects a NullPointerException
 * whose message is the name of the parameter.
 */
class NullSweepTest {
    private static final List<String> PACKAGES = List.of(
            "attribute",
            "broker",
            "collection",
            "event",
            "graph",
            "hook",
            "listen",
            "machine",
            "progress",
            "progress/swing");

    /** Types that are public for woven code and the agent only, or that programs implement and the library only calls. */
    private static final Set<String> EXCLUDED = Set.of(
            "AgentConnection",
            "AgentPresence",
            "AttributeWeaving",
            "BrokerWeaving",
            "CallListener",
            "EventWeaving",
            "FollowedCall",
            "JdkTimer",
            "MachineWeaving",
            "MethodReference0",
            "MethodReference1",
            "MethodReference2",
            "MethodReference3",
            "MethodReference4",
            "MethodReference5",
            "MethodReference6",
            "NamedObserver",
            "QuadConsumer",
            "Selection",
            "Source",
            "TaggedMethods",
            "TriConsumer",
            "TriPredicate");

    private final Samples samples = new Samples();

    @Test
    void everyNonNullParameterRejectsNullByName() throws Exception {
        List<String> wrong = new ArrayList<>();
        int passed = 0;
        for (Class<?> type : exportedTypes()) {
            for (Executable executable : executablesOf(type)) {
                for (int i = 0; i < executable.getParameterCount(); i++) {
                    if (takesNoNull(executable, i)) {
                        String problem = pass(type, executable, i);
                        if (problem != null) {
                            wrong.add(problem);
                        }
                        passed++;
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(passed).isGreaterThan(220);
    }

    private static List<Class<?>> exportedTypes() throws IOException, ClassNotFoundException {
        Path classes = Path.of(URI.create(EventHook.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
        List<Class<?>> types = new ArrayList<>();
        for (String name : PACKAGES) {
            try (Stream<Path> files =
                    Files.list(classes.resolve("dev/observatory").resolve(name))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".class"))
                        .sorted()
                        .toList()) {
                    String simple = file.getFileName().toString().replace(".class", "");
                    if (!simple.equals("package-info")) {
                        types.add(Class.forName("dev.observatory." + name.replace('/', '.') + "." + simple));
                    }
                }
            }
        }
        types.removeIf(type -> !isExported(type) || EXCLUDED.contains(type.getSimpleName()));
        return types;
    }

    private static boolean isExported(Class<?> type) {
        boolean visible = true;
        for (Class<?> each = type; each != null; each = each.getDeclaringClass()) {
            visible &= Modifier.isPublic(each.getModifiers());
        }
        return visible && !type.isAnnotation() && !type.isEnum();
    }

    private static List<Executable> executablesOf(Class<?> type) {
        return Stream.concat(Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()))
                .filter(each -> Modifier.isPublic(each.getModifiers()) && !each.isSynthetic())
                .filter(each -> !each.getName().equals("equals"))
                .toList();
    }

    private static boolean takesNoNull(Executable executable, int index) {
        Parameter parameter = executable.getParameters()[index];
        if (parameter.getType().isPrimitive() || isNullable(parameter.getAnnotatedType())) {
            return false;
        }
        // Parameters of type Object may be null where the standard collections allow it.
        return !executable.getDeclaringClass().getPackageName().endsWith("collection")
                || parameter.getType() != Object.class;
    }

    private static boolean isNullable(AnnotatedType type) {
        if (type.isAnnotationPresent(Nullable.class)) {
            return true;
        }
        return type instanceof AnnotatedTypeVariable variable
                && Stream.of(((TypeVariable<?>) variable.getType()).getAnnotatedBounds())
                        .anyMatch(NullSweepTest::isNullable);
    }

    private @Nullable String pass(Class<?> type, Executable executable, int index) throws Exception {
        String name = executable.getParameters()[index].getName();
        String call = type.getSimpleName() + "."
                + executable.getName().substring(executable.getName().lastIndexOf('.') + 1)
                + Stream.of(executable.getParameters())
                        .map(each -> each.getType().getSimpleName() + " " + each.getName())
                        .collect(Collectors.joining(", ", "(", ")"))
                + " with null for [" + name + "]: ";
        @Nullable Object[] arguments = new @Nullable Object[executable.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = i == index ? null : samples.of(executable.getParameterTypes()[i]);
        }
        try {
            invoke(type, executable, arguments);
            return call + "nothing happened";
        } catch (InvocationTargetException thrown) {
            Throwable cause = thrown.getCause();
            boolean named = cause instanceof NullPointerException && Objects.equals(cause.getMessage(), name);
            return named ? null : call + cause;
        }
    }

    private void invoke(Class<?> type, Executable executable, @Nullable Object[] arguments) throws Exception {
        executable.setAccessible(
                true); // Public, but its declaring class may be abstract and its implementation hidden.
        if (executable instanceof Method method) {
            method.invoke(Modifier.isStatic(method.getModifiers()) ? null : samples.of(type), arguments);
        } else {
            ((java.lang.reflect.Constructor<?>) executable).newInstance(arguments);
        }
    }
}
