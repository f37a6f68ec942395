package dev.observatory.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.event.Events;
import dev.observatory.event.Observes;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.EventHook0;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The chapter "EventHooks". */
class EventHooksTest {
    private static final List<String> OUTPUT = new ArrayList<>();

    @BeforeEach
    void forget() {
        OUTPUT.clear();
    }

    private static void print(String line) {
        OUTPUT.add(line);
    }

    static void sayHello(String x) { // <-- function to call when events occur
        print("hello " + x);
    }

    @Test
    void aStandaloneHookCallsItsObserversWhenItEmits() {
        EventHook<String> anEventHook = new EventHook<>(); // <-- standalone event hook

        anEventHook.connect(EventHooksTest::sayHello); // <-- add observer

        anEventHook.emit("events"); // <-- emit event hook

        assertThat(OUTPUT).containsExactly("hello events");
    }

    record Coordinates(int x, int y) {}

    static final class SpaceTelescope {
        static final EventHook<Coordinates> COORDS_RECEIVED = new EventHook<>("coords received");
        static final EventHook0 ALIENS_DETECTED = new EventHook0("aliens detected"); // This hook has no value

        final EventHook<Coordinates> coordsReceived = COORDS_RECEIVED.bind(this);
        final EventHook0 aliensDetected = ALIENS_DETECTED.bind(this);

        SpaceTelescope() {
            coordsReceived.connect(this::rotateToCoords);
            aliensDetected.connect(EventHooksTest::everybodyPanic);
        }

        void rotateToCoords(Coordinates coords) {
            print("rotating to " + coords.x() + ", " + coords.y());
        }
    }

    static void everybodyPanic() {
        print("everybody panic!");
    }

    static void welcome() {
        print("Welcome to Earth!");
    }

    @Test
    void aHookMayBePartOfAClass() {
        SpaceTelescope telescope = new SpaceTelescope();
        SpaceTelescope other = new SpaceTelescope();

        telescope.aliensDetected.connect(EventHooksTest::welcome);

        telescope.coordsReceived.emit(new Coordinates(3, 4));
        telescope.aliensDetected.emit();
        other.aliensDetected.emit();
        assertThat(OUTPUT)
                .containsExactly("rotating to 3, 4", "everybody panic!", "Welcome to Earth!", "everybody panic!");
    }

    @Test
    void theHookOfTheClassEmitsForAllItsObjectsInAnyOrderOfCreation() {
        SpaceTelescope early = new SpaceTelescope();
        try (Subscription all = SpaceTelescope.COORDS_RECEIVED.connect(coords -> print("somewhere: " + coords.x()))) {
            SpaceTelescope late = new SpaceTelescope();

            early.coordsReceived.emit(new Coordinates(1, 0));
            late.coordsReceived.emit(new Coordinates(2, 0));

            assertThat(all.isOpen()).isTrue();
        }
        early.coordsReceived.emit(new Coordinates(3, 0));

        assertThat(OUTPUT)
                .containsExactly(
                        "rotating to 1, 0", "somewhere: 1", "rotating to 2, 0", "somewhere: 2", "rotating to 3, 0");
    }

    static final class Greeters {
        @Observes(type = SpaceTelescope.class, hook = "ALIENS_DETECTED")
        static void sayHello() {
            print("Welcome to Earth!");
        }
    }

    @Test
    void aStaticMethodObservesAHookByItsTag() {
        SpaceTelescope telescope = new SpaceTelescope();

        try (Subscription greeters = Events.register(Greeters.class)) {
            telescope.aliensDetected.emit();
            assertThat(greeters.isOpen()).isTrue();
        }
        telescope.aliensDetected.emit();

        assertThat(OUTPUT).containsExactly("everybody panic!", "Welcome to Earth!", "everybody panic!");
    }

    static final class Diplomat {
        private final String name;

        Diplomat(String name) {
            this.name = name;
        }

        @Observes(type = SpaceTelescope.class, hook = "ALIENS_DETECTED")
        void sayHello() {
            print(name + " says hello");
        }
    }

    @Test
    void anInstanceMethodObservesAHookByItsTagUnlikeInTheOriginal() {
        try (Subscription diplomat = Events.register(new Diplomat("Ellie"))) {
            SpaceTelescope.ALIENS_DETECTED.emit();
            assertThat(diplomat.isOpen()).isTrue();
        }

        assertThat(OUTPUT).containsExactly("Ellie says hello");
    }
}
