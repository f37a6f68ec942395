package dev.observatory.event;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.SubmissionPublisher;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a method returned may still be under way. Remembered by class: to find that an object is not of an interface,
 * HotSpot goes through all those that its class has, which takes longer than all else that ends a call.
 */
final class AsyncResultTypes {
    private static final ClassValue<Boolean> BY_CLASS = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return CompletionStage.class.isAssignableFrom(type) || SubmissionPublisher.class.isAssignableFrom(type);
        }
    };

    private AsyncResultTypes() {}

    static boolean isPossible(@Nullable Object result) {
        return result != null && BY_CLASS.get(result.getClass());
    }
}
