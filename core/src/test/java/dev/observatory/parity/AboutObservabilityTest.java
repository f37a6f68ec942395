package dev.observatory.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.Hook;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The chapter "About Observability and Events": the source of an event need not know its observers. */
class AboutObservabilityTest {
    private final List<String> file = new ArrayList<>();

    /** A logger is an event system: a hook, of which others see the connect side. */
    static final class Logger {
        private final EventHook<String> logged = new EventHook<>("logged");

        void info(String message) {
            logged.emit(message);
        }

        Hook<Consumer<String>> logged() {
            return logged;
        }
    }

    @Test
    void anEventReachesItsObserversOrIsIgnored() {
        Logger logger = new Logger();

        logger.info("unobserved");
        logger.logged().connect(file::add);
        logger.info("hello world!");

        assertThat(file).containsExactly("hello world!");
    }
}
