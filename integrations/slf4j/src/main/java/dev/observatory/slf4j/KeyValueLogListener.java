package dev.observatory.slf4j;

import static java.util.Objects.requireNonNull;

import dev.observatory.listen.CallEnd;
import dev.observatory.listen.CallListener;
import dev.observatory.listen.CallOutcome;
import dev.observatory.listen.CallStart;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs a line at the end of each call, with its facts as key-values of SLF4J: encoders that write JSON make fields of them.
 *
 * <p>The message is the name of the event and its outcome. The key-values are {@code event}, {@code outcome}, {@code durationMillis} (with
 * microseconds as fraction), {@code callId}, {@code parentId} if there is a call around, {@code thread} if the call has ended on another thread than it
 * began on, and {@code tag.KEY} for each tag of the call. A crashed call has its exception as cause. Arguments and results are not logged.
 *
 * <p>Immutable and safe from any thread.
 */
public final class KeyValueLogListener implements CallListener<Boolean> {
    /** The name of the default logger. */
    public static final String LOGGER = "dev.observatory.calls";

    private static final double MICROS_PER_MILLI = 1e3;

    private final Logger logger;
    private final Level completed;
    private final Level crashed;

    private KeyValueLogListener(Logger logger, Level completed, Level crashed) {
        this.logger = logger;
        this.completed = completed;
        this.crashed = crashed;
    }

    /**
     * Creates a listener that logs to the logger {@value #LOGGER}: completed and cancelled calls at level INFO, crashed ones at WARN.
     *
     * @return the listener
     */
    public static KeyValueLogListener create() {
        return new KeyValueLogListener(LoggerFactory.getLogger(LOGGER), Level.INFO, Level.WARN);
    }

    /**
     * Creates a listener like this one with another logger.
     *
     * @param other the logger
     * @return the listener
     * @throws NullPointerException if {@code other} is null
     */
    public KeyValueLogListener logger(Logger other) {
        return new KeyValueLogListener(requireNonNull(other, "other"), completed, crashed);
    }

    /**
     * Creates a listener like this one with other levels.
     *
     * @param ofCompleted the level of completed and cancelled calls
     * @param ofCrashed the level of crashed calls
     * @return the listener
     * @throws NullPointerException if an argument is null
     */
    public KeyValueLogListener levels(Level ofCompleted, Level ofCrashed) {
        return new KeyValueLogListener(
                logger, requireNonNull(ofCompleted, "ofCompleted"), requireNonNull(ofCrashed, "ofCrashed"));
    }

    /** Follows calls whose end may be logged: the level of a logger may change meanwhile. */
    @Override
    public @Nullable Boolean onStart(CallStart call) {
        return (logger.isEnabledForLevel(completed) || logger.isEnabledForLevel(crashed)) ? Boolean.TRUE : null;
    }

    @Override
    public void onEnd(CallEnd call, Boolean followed) {
        LoggingEventBuilder line = logger.atLevel(call.outcome() == CallOutcome.CRASHED ? crashed : completed);
        String event = call.event().name();
        line = line.addKeyValue("event", event)
                .addKeyValue("outcome", call.outcome())
                .addKeyValue("durationMillis", millis(call))
                .addKeyValue("callId", call.callId());
        if (call.parentId() != 0) {
            line = line.addKeyValue("parentId", call.parentId());
        }
        if (call.thread() != Thread.currentThread()) {
            line = line.addKeyValue("thread", call.thread().getName());
        }
        for (Map.Entry<String, @Nullable Object> tag : call.tags().entrySet()) {
            line = line.addKeyValue("tag." + tag.getKey(), tag.getValue());
        }
        Throwable exception = call.exception();
        if (exception != null) {
            line = line.setCause(exception);
        }
        line.log("{} {}", event, call.outcome());
    }

    private static double millis(CallEnd call) {
        return TimeUnit.NANOSECONDS.toMicros(call.duration().toNanos()) / MICROS_PER_MILLI;
    }
}
