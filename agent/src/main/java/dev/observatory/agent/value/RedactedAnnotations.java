package dev.observatory.agent.value;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;

/**
 * Finds {@code @Redacted} on elements of a program, by the name of the annotation, since the program may have its own instance of the
 * library. Elements that cannot be read count as annotated.
 */
final class RedactedAnnotations {
    private static final String TAG = "dev.observatory.event.Redacted";

    private RedactedAnnotations() {}

    static boolean isOn(AnnotatedElement element) {
        try {
            return has(element.getAnnotations());
        } catch (RuntimeException | LinkageError unreadable) {
            return true;
        }
    }

    /** Returns whether a parameter of a method is annotated. */
    static boolean isOnParameter(Executable action, int parameter) {
        try {
            Annotation[][] all = action.getParameterAnnotations();
            // Parameters added by the compiler are first and may have no entry.
            int entry = parameter - (action.getParameterCount() - all.length);
            return entry >= 0 && entry < all.length && has(all[entry]);
        } catch (RuntimeException | LinkageError unreadable) {
            return true;
        }
    }

    private static boolean has(Annotation[] annotations) {
        for (Annotation annotation : annotations) {
            if (annotation.annotationType().getName().equals(TAG)) {
                return true;
            }
        }
        return false;
    }
}
