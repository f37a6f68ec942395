package dev.observatory.slf4j;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line as an implementation of SLF4J received it.
 *
 * @param level the level
 * @param logger the name of the logger
 * @param message the message with its arguments
 * @param values the key-values as text
 * @param context the MDC
 * @param cause the exception; null if there is none
 */
record LoggedLine(
        String level,
        String logger,
        String message,
        Map<String, String> values,
        Map<String, String> context,
        @Nullable Throwable cause) {}
