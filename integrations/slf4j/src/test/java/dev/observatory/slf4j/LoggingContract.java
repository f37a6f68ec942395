package dev.observatory.slf4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.hook.Subscription;
import dev.observatory.listen.CallContext;
import dev.observatory.listen.CallListener;
import dev.observatory.listen.CallListeners;
import dev.observatory.listen.CallSelector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** What must hold with every implementation of SLF4J. */
abstract class LoggingContract {
    private static final Logger PROGRAM = LoggerFactory.getLogger("com.acme.Program");

    private final EventPoint outer = Events.define("outer");
    private final EventPoint inner = Events.define("inner");
    private final ExecutorService pool = Executors.newSingleThreadExecutor();
    private final List<Subscription> registrations = new ArrayList<>();

    /** Returns the lines since the last call. */
    abstract List<LoggedLine> takeLines();

    /** Sets the level from which a logger logs. */
    abstract void setLevel(String logger, Level level);

    @AfterEach
    void close() throws Exception {
        registrations.forEach(Subscription::close);
        assertThat(contextHere()).isEmpty();
        assertThat(pool.submit(LoggingContract::contextHere).get()).isEmpty();
        pool.shutdown();
        setLevel(KeyValueLogListener.LOGGER, Level.TRACE);
        takeLines();
    }

    private static Map<String, String> contextHere() {
        Map<String, String> copy = MDC.getCopyOfContextMap();
        return copy == null ? Map.of() : copy;
    }

    private void register(CallListener<?> listener) {
        registrations.add(
                CallListeners.register(CallSelector.matching(event -> event == outer || event == inner), listener));
    }

    @Test
    void linesOfAMethodContainItsCall() throws Exception {
        register(MdcCallListener.create());
        List<Long> ids = new ArrayList<>();
        outer.aboutToRun().connect(data -> ids.add(data.callId()));
        inner.aboutToRun().connect(data -> ids.add(data.callId()));

        outer.call(() -> {
            PROGRAM.info("before");
            inner.call(() -> {
                PROGRAM.info("inside");
                return null;
            });
            PROGRAM.info("after");
            return null;
        });
        PROGRAM.info("outside");

        Map<String, String> ofOuter = Map.of(
                "observatory.event", "outer", "observatory.callId", ids.get(0).toString());
        Map<String, String> ofInner = Map.of(
                "observatory.event", "inner", "observatory.callId", ids.get(1).toString());
        assertThat(takeLines()).extracting(LoggedLine::context).containsExactly(ofOuter, ofInner, ofOuter, Map.of());
    }

    @Test
    void theContextIsRestoredToWhatTheProgramHadSet() throws Exception {
        register(MdcCallListener.withPrefix(""));
        MDC.put("event", "mine");
        MDC.put("other", "kept");
        try {
            outer.call(() -> {
                assertThat(MDC.get("event")).isEqualTo("outer");
                MDC.put("user", "alma");
                return null;
            });
            assertThat(contextHere()).isEqualTo(Map.of("event", "mine", "other", "kept", "user", "alma"));
        } finally {
            MDC.clear();
        }
    }

    @Test
    void anExceptionRestoresTheContextToo() {
        register(MdcCallListener.create());

        assertThatThrownBy(() -> outer.call(() -> {
                    throw new IOException("intended");
                }))
                .isInstanceOf(IOException.class);

        assertThat(contextHere()).isEmpty();
    }

    @Test
    void anAsynchronousCallLeavesItsThreadWhenTheMethodReturns() throws Exception {
        register(MdcCallListener.create());
        CompletableFuture<String> future = new CompletableFuture<>();
        List<String> atTheEnd = new ArrayList<>();
        outer.completed().connect(data -> atTheEnd.add(MDC.get("observatory.event")));

        outer.call(() -> future);
        assertThat(contextHere()).isEmpty();
        pool.submit(() -> future.complete("value")).get();

        assertThat(atTheEnd).containsExactly("outer");
    }

    @Test
    void threadsThatWorkForACallHaveItsContext() throws Exception {
        register(MdcCallListener.create());

        String event = outer.call(() -> {
            Runnable logging = CallContext.capture().wrap(() -> PROGRAM.info("elsewhere"));
            pool.submit(logging).get();
            return MDC.get("observatory.event");
        });

        assertThat(event).isEqualTo("outer");
        assertThat(takeLines()).singleElement().satisfies(line -> assertThat(line.context())
                .containsEntry("observatory.event", "outer"));
    }

    @Test
    void aCompletedCallIsALineWithKeyValues() throws Exception {
        register(KeyValueLogListener.create());

        outer.call(() -> {
            Events.tag("user", "alma");
            return inner.call(() -> null);
        });

        List<LoggedLine> lines = takeLines();
        assertThat(lines).hasSize(2);
        LoggedLine ofInner = lines.get(0);
        LoggedLine ofOuter = lines.get(1);
        assertThat(ofOuter.level()).isEqualTo("INFO");
        assertThat(ofOuter.logger()).isEqualTo("dev.observatory.calls");
        assertThat(ofOuter.message()).isEqualTo("outer COMPLETED");
        assertThat(ofOuter.cause()).isNull();
        assertThat(ofOuter.values())
                .containsOnlyKeys("event", "outcome", "durationMillis", "callId", "tag.user")
                .containsEntry("event", "outer")
                .containsEntry("outcome", "COMPLETED")
                .containsEntry("tag.user", "alma");
        assertThat(Double.parseDouble(ofOuter.values().get("durationMillis"))).isNotNegative();
        assertThat(ofInner.values())
                .containsEntry("parentId", ofOuter.values().get("callId"))
                .doesNotContainKey("tag.user");
    }

    @Test
    void aCrashIsAWarningWithItsCause() {
        register(KeyValueLogListener.create());
        IOException intended = new IOException("intended");

        assertThatThrownBy(() -> outer.call(() -> {
                    throw intended;
                }))
                .isSameAs(intended);

        assertThat(takeLines()).singleElement().satisfies(line -> {
            assertThat(line.level()).isEqualTo("WARN");
            assertThat(line.message()).isEqualTo("outer CRASHED");
            assertThat(line.cause()).isSameAs(intended);
        });
    }

    @Test
    void aCancelledFutureIsNoWarning() throws Exception {
        register(KeyValueLogListener.create());
        CompletableFuture<String> future = new CompletableFuture<>();

        outer.call(() -> future);
        pool.submit(() -> future.cancel(false)).get();

        assertThat(takeLines()).singleElement().satisfies(line -> {
            assertThat(line.level()).isEqualTo("INFO");
            assertThat(line.message()).isEqualTo("outer CANCELLED");
            assertThat(line.values())
                    .containsEntry("thread", Thread.currentThread().getName());
        });
    }

    @Test
    void loggersAndLevelsCanBeChosen() throws Exception {
        register(KeyValueLogListener.create().logger(PROGRAM).levels(Level.DEBUG, Level.ERROR));

        outer.call(() -> null);
        assertThatThrownBy(() -> inner.call(() -> {
                    throw new IOException("intended");
                }))
                .isInstanceOf(IOException.class);

        assertThat(takeLines())
                .extracting(line -> line.logger() + " " + line.level())
                .containsExactly("com.acme.Program DEBUG", "com.acme.Program ERROR");
    }

    @Test
    void callsAreNotFollowedWhileNoLevelIsEnabled() throws Exception {
        register(KeyValueLogListener.create());
        setLevel(KeyValueLogListener.LOGGER, Level.ERROR);

        outer.call(() -> null);

        assertThat(takeLines()).isEmpty();
    }

    @Test
    void nullIsRefusedAtOnce() {
        KeyValueLogListener listener = KeyValueLogListener.create();

        assertThatNullPointerException().isThrownBy(() -> MdcCallListener.withPrefix(null));
        assertThatNullPointerException().isThrownBy(() -> listener.logger(null));
        assertThatNullPointerException().isThrownBy(() -> listener.levels(null, Level.WARN));
        assertThatNullPointerException().isThrownBy(() -> listener.levels(Level.INFO, null));
    }
}
