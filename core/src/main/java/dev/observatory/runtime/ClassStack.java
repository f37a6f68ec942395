package dev.observatory.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The walker of stacks with classes. A security manager may deny it to the library; the program must then run as without the library.
 *
 * @hidden
 */
public final class ClassStack {
    private static final @Nullable StackWalker WALKER = open();

    private ClassStack() {}

    private static @Nullable StackWalker open() {
        try {
            return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
        } catch (SecurityException denied) {
            return null;
        }
    }

    /**
     * Returns the walker.
     *
     * @return null without the permission {@code getStackWalkerWithClassReference}
     */
    public static @Nullable StackWalker walker() {
        return WALKER;
    }
}
