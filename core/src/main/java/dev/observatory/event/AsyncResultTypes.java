package dev.observatory.event;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.SubmissionPublisher;
import org.jspecify.annotations.Nullable;

/**
 * The types of results that may still be in progress when a method returns. Cached by class: to establish that an object does not
 * implement an interface, HotSpot searches all interfaces of its class, which takes longer than everything else at the end of a
 * call.
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
