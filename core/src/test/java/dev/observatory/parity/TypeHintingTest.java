package dev.observatory.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.observatory.JavaSources;
import dev.observatory.event.Events;
import dev.observatory.event.Observes;
import dev.observatory.hook.EventHook2;
import dev.observatory.hook.Subscription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chapter "Type Hinting": what is a hint there is checked here. */
class TypeHintingTest {
    private static final List<String> OUTPUT = new ArrayList<>();

    // This event hook emits a string and an integer
    static final EventHook2<String, Integer> AN_EVENT_HOOK = new EventHook2<>("an event hook");

    static final class Observers {
        // An observer's signature must match the hook's
        @Observes(type = TypeHintingTest.class, hook = "AN_EVENT_HOOK")
        static void anObserver(String name, int number) {
            OUTPUT.add(name + number);
        }
    }

    @Test
    void anObserverAcceptsTheEmittedTypes() {
        try (Subscription observers = Events.register(Observers.class)) {
            assertThat(observers.isOpen()).isTrue();
            AN_EVENT_HOOK.emit("apollo ", 11);
        }

        assertThat(OUTPUT).containsExactly("apollo 11");
    }

    static final class Misfit {
        @Observes(type = TypeHintingTest.class, hook = "AN_EVENT_HOOK")
        static void anObserver(int number, String name) {
            OUTPUT.add(number + name);
        }
    }

    @Test
    void anObserverWithOtherParametersIsRejectedAtRegistration() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Events.register(Misfit.class))
                .withMessageEndingWith("expected [static void anObserver(String, Integer)]");
        assertThat(AN_EVENT_HOOK.isObserved()).isFalse();
    }

    @Test
    void theCompilerRejectsOtherTypes(@TempDir Path folder) throws IOException {
        assertThat(errorsIn("hook.emit(\"apollo\", 11);", folder)).isEmpty();
        assertThat(errorsIn("hook.emit(11, \"apollo\");", folder))
                .contains("error: incompatible types: int cannot be converted to String");
        assertThat(errorsIn("hook.connect(name -> {});", folder))
                .contains("error: incompatible types: incompatible parameter types in lambda expression");
    }

    private static String errorsIn(String statement, Path folder) throws IOException {
        String text = "class Hinted { void use(dev.observatory.hook.EventHook2<String, Integer> hook) { %s } }";
        return JavaSources.errorsIn(Map.of("Hinted", text.formatted(statement)), folder);
    }
}
