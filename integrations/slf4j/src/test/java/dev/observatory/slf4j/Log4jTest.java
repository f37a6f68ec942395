package dev.observatory.slf4j;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.event.Level;

class Log4jTest extends LoggingContract {
    private final LoggerContext context = LoggerContext.getContext(false);
    private final Keeping appender = new Keeping();

    /** log4j-slf4j2-impl makes key-values part of the context of the line. */
    private static final class Keeping extends AbstractAppender {
        private final List<LogEvent> events = Collections.synchronizedList(new ArrayList<>());

        Keeping() {
            super("keeping", null, null, false, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            events.add(event.toImmutable());
        }
    }

    @BeforeEach
    void connect() {
        appender.start();
        context.getConfiguration().getRootLogger().addAppender(appender, null, null);
        Configurator.setRootLevel(org.apache.logging.log4j.Level.TRACE);
    }

    @AfterEach
    void disconnect() {
        context.getConfiguration().getRootLogger().removeAppender("keeping");
    }

    @Override
    List<LoggedLine> takeLines() {
        List<LoggedLine> lines = new ArrayList<>();
        for (LogEvent event : appender.events) {
            Map<String, String> values = new LinkedHashMap<>();
            Map<String, String> inContext = new LinkedHashMap<>();
            event.getContextData().forEach((key, value) -> (key.startsWith("observatory.") ? inContext : values)
                    .put(key, String.valueOf(value)));
            lines.add(new LoggedLine(
                    event.getLevel().name(),
                    event.getLoggerName(),
                    event.getMessage().getFormattedMessage(),
                    values,
                    inContext,
                    event.getThrown()));
        }
        appender.events.clear();
        return lines;
    }

    @Override
    void setLevel(String logger, Level level) {
        Configurator.setLevel(logger, org.apache.logging.log4j.Level.valueOf(level.name()));
    }
}
