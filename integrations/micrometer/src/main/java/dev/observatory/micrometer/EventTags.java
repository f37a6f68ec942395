package dev.observatory.micrometer;

import dev.observatory.event.EventPoint;
import io.micrometer.core.instrument.Tag;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.util.List;

/** What identifies an event in meters and observations. */
final class EventTags {
    private EventTags() {}

    static List<Tag> of(EventPoint event) {
        return List.of(Tag.of("class", classOf(event)), Tag.of("method", methodOf(event)));
    }

    /** Returns the name of the class; empty for an event without a method. */
    static String classOf(EventPoint event) {
        Executable method = event.action();
        return method == null ? "" : method.getDeclaringClass().getName();
    }

    static String methodOf(EventPoint event) {
        Executable method = event.action();
        if (method == null) {
            return event.name();
        }
        return method instanceof Constructor<?> ? "new" : method.getName();
    }
}
