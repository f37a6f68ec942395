package dev.observatory.slf4j;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

class LogbackTest extends LoggingContract {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            event.prepareForDeferredProcessing(); // Its context is read now.
            super.append(event);
        }
    };

    @BeforeEach
    void connect() {
        ch.qos.logback.classic.Logger root = context.getLogger("ROOT");
        root.detachAndStopAllAppenders();
        root.setLevel(ch.qos.logback.classic.Level.TRACE);
        root.addAppender(appender);
        appender.start();
    }

    @AfterEach
    void disconnect() {
        context.getLogger("ROOT").detachAppender(appender);
    }

    @Override
    List<LoggedLine> takeLines() {
        List<LoggedLine> lines = new ArrayList<>();
        for (ILoggingEvent event : appender.list) {
            Map<String, String> values = new LinkedHashMap<>();
            if (event.getKeyValuePairs() != null) {
                for (KeyValuePair pair : event.getKeyValuePairs()) {
                    values.put(pair.key, String.valueOf(pair.value));
                }
            }
            ThrowableProxy cause = (ThrowableProxy) event.getThrowableProxy();
            lines.add(new LoggedLine(
                    event.getLevel().toString(),
                    event.getLoggerName(),
                    event.getFormattedMessage(),
                    values,
                    event.getMDCPropertyMap(),
                    cause == null ? null : cause.getThrowable()));
        }
        appender.list.clear();
        return lines;
    }

    @Override
    void setLevel(String logger, Level level) {
        context.getLogger(logger).setLevel(ch.qos.logback.classic.Level.convertAnSLF4JLevel(level));
    }
}
