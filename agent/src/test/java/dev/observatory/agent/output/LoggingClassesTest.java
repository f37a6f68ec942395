package dev.observatory.agent.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LoggingClassesTest {
    /** A logger of a program. */
    static final class OwnLogger {
        static final class Queue {}
    }

    static final class OwnLoggerFactory {}

    @Test
    void theLoggerInUseIsOneWithTheClassesInsideIt() {
        assertThat(LoggingClasses.contains(OwnLogger.class, OwnLogger.class)).isTrue();
        assertThat(LoggingClasses.contains(OwnLogger.Queue.class, OwnLogger.class))
                .isTrue();
    }

    @Test
    void othersAreNot() {
        assertThat(LoggingClasses.contains(LoggingClassesTest.class, OwnLogger.class))
                .isFalse();
        assertThat(LoggingClasses.contains(OwnLoggerFactory.class, OwnLogger.class))
                .isFalse();
        assertThat(LoggingClasses.contains(LogLineFormatterTest.class, OwnLogger.class))
                .isFalse();
        assertThat(LoggingClasses.contains(OwnLogger.class, null)).isFalse();
        assertThat(LoggingClasses.contains(null, OwnLogger.class)).isFalse();
        assertThat(LoggingClasses.contains(Map.Entry.class, Map.class)).isTrue();
        assertThat(LoggingClasses.contains(Map.class, OwnLogger.class)).isFalse();
    }
}
