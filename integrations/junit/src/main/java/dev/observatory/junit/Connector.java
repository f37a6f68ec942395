package dev.observatory.junit;

import dev.observatory.hook.Hook;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the code that is connecting: the innermost frame on the stack that is neither the library's nor the JDK's. */
final class Connector {
    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final @Nullable CodeSource LIBRARY = sourceOf(Hook.class);
    private static final @Nullable CodeSource OURS = sourceOf(Connector.class);

    private Connector() {}

    /**
     * Where it is.
     *
     * @param type the class whose code connects
     * @param isConstructor whether a constructor, or an initializer of an instance's field, has called that code or is it
     */
    record Place(Class<?> type, boolean isConstructor) {}

    static @Nullable Place find() {
        return STACK.walk(Connector::place).orElse(null);
    }

    private static Optional<Place> place(Stream<StackWalker.StackFrame> frames) {
        Class<?> first = null;
        for (StackWalker.StackFrame frame : (Iterable<StackWalker.StackFrame>) frames::iterator) {
            Class<?> type = frame.getDeclaringClass();
            if (first == null && isOfOthers(type)) {
                first = type;
            }
            if (first != null && type.getNestHost() != first.getNestHost()) {
                break;
            }
            if (first != null && frame.getMethodName().equals("<init>")) {
                return Optional.of(new Place(first, true));
            }
        }
        return Optional.ofNullable(first).map(type -> new Place(type, false));
    }

    private static boolean isOfOthers(Class<?> type) {
        CodeSource source = sourceOf(type);
        return source != null && source.getLocation() != null && !isSame(source, LIBRARY) && !isSame(source, OURS);
    }

    private static boolean isSame(CodeSource source, @Nullable CodeSource other) {
        return other != null
                && other.getLocation() != null
                && source.getLocation()
                        .toExternalForm()
                        .equals(other.getLocation().toExternalForm());
    }

    private static @Nullable CodeSource sourceOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource();
    }
}
