package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.EventHook0;
import dev.observatory.hook.EventHook2;
import dev.observatory.hook.EventHook3;
import dev.observatory.hook.EventHookException;
import dev.observatory.hook.Hook;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.ObserverFailure;
import dev.observatory.hook.Subscription;
import dev.observatory.runtime.AgentPresence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // Called by what is tested.
class ObservesTest {
    private static final List<String> HEARD = new ArrayList<>();

    @BeforeEach
    void forget() {
        HEARD.clear();
    }

    static class Importer {
        @Event
        int importAll(List<String> files) {
            return files.size();
        }

        @Event
        void importOne(String file) {}

        @Event
        void importOne(int number) {}
    }

    /** One call of an event, as woven code makes it. */
    private static void call(String method, Class<?> parameter, Object argument, Object result) {
        EventCall call = Events.of(Importer.class, method, parameter).begin(new Importer(), argument);
        if (call != null) {
            Events.progress(1, 2, "half");
            call.complete(result);
        }
    }

    static final class Telescope {
        static final EventHook<Integer> COORDS = new EventHook<>("coords");
        static final EventHook0 ALIENS = new EventHook0("aliens");
        static final EventHook2<String, Integer> PAIR = new EventHook2<>("pair");
        static final EventHook3<String, Integer, List<String>> TRIPLE = new EventHook3<>("triple");
        static final Hook<Consumer<Integer>> CONNECT_SIDE = COORDS;
        private static final EventHook<Object> HIDDEN = new EventHook<>("hidden");
        static EventHook<Object> empty;
        final EventHook<Integer> own = new EventHook<>("own");
        static String noHook = "";
    }

    static final class OfEvents {
        @Observes(type = Importer.class, method = "importAll", status = EventStatus.ABOUT_TO_RUN)
        static void starting(EventData data) {
            HEARD.add("starting " + data.args());
        }

        @Observes(type = Importer.class, method = "importAll", status = EventStatus.COMPLETED)
        @Observes(
                type = Importer.class,
                method = "importOne",
                parameterTypes = String.class,
                status = EventStatus.COMPLETED)
        private static int done(EventData data) {
            HEARD.add("done " + data.name() + " " + data.result());
            return 7;
        }

        @Observes(type = Importer.class, method = "importAll", status = EventStatus.PROGRESS_UPDATED)
        static void progress(ProgressData progress) {
            HEARD.add("progress " + progress.fraction());
        }

        @Observes(status = EventStatus.EXITED)
        static void anyExit(EventData data) {
            HEARD.add("any exit " + data.name());
        }

        @Observes(status = EventStatus.PROGRESS_UPDATED)
        static void anyProgress(Object progress) {
            HEARD.add("any progress");
        }

        @Observes(status = EventStatus.EXITED)
        void onInstance(EventData data) {
            HEARD.add("instance " + data.name());
        }
    }

    static final class OfHooks {
        @Observes(type = Telescope.class, hook = "COORDS")
        static void moved(int coords) {
            HEARD.add("moved " + coords);
        }

        @Observes(type = Telescope.class, hook = "CONNECT_SIDE")
        static void movedToo(Number coords) {
            HEARD.add("moved too " + coords);
        }

        @Observes(type = Telescope.class, hook = "ALIENS")
        static void aliens() {
            HEARD.add("aliens");
        }

        @Observes(type = Telescope.class, hook = "PAIR")
        static void pair(CharSequence first, Integer second) {
            HEARD.add("pair " + first + second);
        }

        @Observes(type = Telescope.class, hook = "TRIPLE")
        static void triple(String first, int second, List<String> third) {
            HEARD.add("triple " + first + second + third);
        }

        @Observes(type = Telescope.class, hook = "HIDDEN")
        static void hidden(Object payload) throws IOException {
            if (payload.equals("see")) {
                throw new IOException("cannot " + payload);
            }
        }
    }

    static class Upper {
        @Observes(type = Telescope.class, hook = "ALIENS")
        private void inherited() {
            HEARD.add(this + " inherited");
        }

        @Observes(type = Telescope.class, hook = "ALIENS")
        void overridden() {
            HEARD.add("upper");
        }
    }

    static final class Lower extends Upper {
        @Override
        @Observes(type = Telescope.class, hook = "ALIENS")
        void overridden() {
            HEARD.add(this + " overridden");
        }

        @Override
        public String toString() {
            return "lower";
        }
    }

    @Nested
    class StaticMethods {

        @Test
        void observeEventsOneByOneAndAllOfAStatus() {
            try (Subscription subscription = Events.register(OfEvents.class)) {
                assertThat(subscription.isOpen()).isTrue();
                call("importAll", List.class, List.of("a"), 1);
                call("importOne", String.class, "b", null);
                call("importOne", int.class, 3, null);
            }
            call("importAll", List.class, List.of("c"), 1);

            assertThat(HEARD)
                    .containsExactly(
                            "starting [[a]]",
                            "progress 0.5",
                            "any progress",
                            "done importAll 1",
                            "any exit importAll",
                            "any progress",
                            "done importOne null",
                            "any exit importOne",
                            "any progress",
                            "any exit importOne");
        }

        @Test
        void observeHooksOfEveryArityInStaticFields() {
            try (Subscription subscription = Events.register(OfHooks.class)) {
                Telescope.COORDS.emit(5);
                Telescope.ALIENS.emit();
                Telescope.PAIR.emit("a", 1);
                Telescope.TRIPLE.emit("b", 2, List.of("c"));
                assertThatExceptionOfType(EventHookException.class)
                        .isThrownBy(() -> Telescope.HIDDEN.emit("see"))
                        .withMessageContaining(OfHooks.class.getTypeName() + ".hidden(Object)")
                        .havingCause()
                        .isInstanceOf(IOException.class)
                        .withMessage("cannot see");
            }
            Telescope.COORDS.emit(6);

            assertThat(HEARD).containsExactly("moved 5", "moved too 5", "aliens", "pair a1", "triple b2[c]");
        }

        @Test
        void areConnectedOnceHoweverOftenTheyAreRegistered() {
            Subscription first = Events.register(OfHooks.class);
            try (Subscription second = Events.register(OfHooks.class)) {
                Telescope.ALIENS.emit();
                assertThat(second.isOpen()).isTrue();
            }
            Telescope.ALIENS.emit();
            first.close();

            assertThat(HEARD).containsExactly("aliens");
        }
    }

    @Nested
    class StaticMethodsThatTheAgentConnects {

        @Test
        void areDisconnectedWhenItDetaches() {
            EventWeaving.registerForAgent(OfHooks.class);
            Telescope.ALIENS.emit();
            AgentPresence.agentDetached();
            Telescope.ALIENS.emit();

            assertThat(HEARD).containsExactly("aliens");
        }

        @Test
        void stayIfTheProgramHasRegisteredThemToo() {
            EventWeaving.registerForAgent(OfHooks.class);
            try (Subscription later = Events.register(OfHooks.class)) {
                AgentPresence.agentDetached();
                Telescope.ALIENS.emit();
                assertThat(later.isOpen()).isTrue();
            }
            try (Subscription before = Events.register(OfHooks.class)) {
                EventWeaving.registerForAgent(OfHooks.class);
                AgentPresence.agentDetached();
                Telescope.ALIENS.emit();
                assertThat(before.isOpen()).isTrue();
            }

            assertThat(HEARD).containsExactly("aliens", "aliens");
        }
    }

    @Nested
    class InstanceMethods {

        @Test
        void observePrivateAndInheritedOnesIncluded() {
            Lower lower = new Lower();

            try (Subscription subscription = Events.register(lower)) {
                Telescope.ALIENS.emit();
            }
            Telescope.ALIENS.emit();

            assertThat(HEARD).containsExactly("lower overridden", "lower inherited");
        }

        @Test
        void leaveTheStaticOnesAlone() {
            try (Subscription subscription = Events.register(new OfEvents())) {
                call("importAll", List.class, List.of(), 0);
            }

            assertThat(HEARD).containsExactly("instance importAll");
        }

        @Test
        void ofEachObjectAreConnected() {
            try (Subscription one = Events.register(new Lower());
                    Subscription other = Events.register(new Lower())) {
                Telescope.ALIENS.emit();
            }

            assertThat(HEARD).hasSize(4);
        }
    }

    @Test
    void aFailingMethodOfAnEventIsReportedByItsName() {
        List<ObserverFailure> failures = new ArrayList<>();
        class Failing {
            @Observes(type = Importer.class, method = "importAll", status = EventStatus.COMPLETED)
            void fail(EventData data) throws IOException {
                throw new IOException("observer");
            }
        }

        try (Subscription reports = ObserverErrors.reported().connect(failures::add);
                Subscription subscription = Events.register(new Failing())) {
            call("importAll", List.class, List.of(), 0);
        }

        assertThat(failures).hasSize(1);
        assertThat(failures.get(0).observer()).isEqualTo(Failing.class.getTypeName() + ".fail(EventData)");
        assertThat(failures.get(0).exception()).isInstanceOf(IOException.class);
    }

    @Nested
    class Mismatches {

        static final class Misfits {
            @Observes(type = Importer.class, method = "importAll", status = EventStatus.COMPLETED)
            static void fits(EventData data) {
                HEARD.add("fits");
            }

            @Observes(type = Importer.class, method = "importAll", status = EventStatus.COMPLETED)
            static void a() {}

            @Observes(type = Importer.class, method = "importAll", status = EventStatus.PROGRESS_UPDATED)
            static void b(EventData data) {}

            @Observes(type = Importer.class, method = "importNone", status = EventStatus.COMPLETED)
            static void c(EventData data) {}

            @Observes(type = Importer.class, method = "importOne", status = EventStatus.COMPLETED)
            static void d(EventData data) {}

            @Observes(type = Importer.class, method = "importAll")
            static void e(EventData data) {}

            @Observes(method = "importAll", status = EventStatus.COMPLETED)
            static void f(EventData data) {}

            @Observes(type = Telescope.class, hook = "MISSING")
            static void g(Integer coords) {}

            @Observes(type = Telescope.class, hook = "own")
            static void h(Integer coords) {}

            @Observes(type = Telescope.class, hook = "noHook")
            static void i(Integer coords) {}

            @Observes(type = Telescope.class, hook = "empty")
            static void j(Integer coords) {}

            @Observes(type = Telescope.class, hook = "PAIR")
            static void k(String first, String second) {}

            @Observes(hook = "COORDS")
            static void l(Integer coords) {}

            @Observes(type = Importer.class, hook = "COORDS")
            static void m(Integer coords) {}
        }

        @Test
        void areAllReportedAtOnceAndNothingIsConnected() {
            String misfit = "[" + Misfits.class.getTypeName() + ".";
            String importer = Importer.class.getTypeName();
            String telescope = Telescope.class.getTypeName();
            String events = "its events are [importAll(List), importOne(String), importOne(int)]";

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.register(Misfits.class))
                    .withMessage("Class [" + Misfits.class.getTypeName()
                            + "] has [13] mismatches of @Observes, nothing was registered:"
                            + "\n  " + misfit + "a()] takes [0] parameters; expected [static void a(EventData data)]"
                            + "\n  " + misfit
                            + "b(EventData)] takes [1] parameters; expected [static void b(ProgressData progress)]"
                            + "\n  " + misfit + "c(EventData)]: Class [" + importer + "] has no event [importNone]; "
                            + events
                            + "\n  " + misfit + "d(EventData)]: Event [importOne] of class [" + importer
                            + "] is ambiguous; specify the parameter types of one of [importOne(String), importOne(int)]"
                            + "\n  " + misfit + "e(EventData)]: the tag has no status; use one of ABOUT_TO_RUN,"
                            + " PROGRESS_UPDATED, COMPLETED, CRASHED and EXITED, or a hook"
                            + "\n  " + misfit + "f(EventData)]: type and method of an event belong together;"
                            + " leave both out to observe every event of a status"
                            + "\n  " + misfit + "g(Integer)]: class [" + telescope
                            + "] has no field [MISSING]; its hooks are"
                            + " [ALIENS, CONNECT_SIDE, COORDS, HIDDEN, PAIR, TRIPLE, empty, own]"
                            + "\n  " + misfit + "h(Integer)]: field [own] of class [" + telescope
                            + "] is not a static field of a hook's type; connect to hooks of single objects explicitly"
                            + "\n  " + misfit + "i(Integer)]: field [noHook] of class [" + telescope
                            + "] is not a static field of a hook's type; connect to hooks of single objects explicitly"
                            + "\n  " + misfit + "j(Integer)]: field [empty] of class [" + telescope
                            + "] holds no hook yet; it is null"
                            + "\n  " + misfit
                            + "k(String, String)] takes [2] parameters; expected [static void k(String, Integer)]"
                            + "\n  " + misfit + "l(Integer)]: hook [COORDS] needs the type that holds it,"
                            + " and neither method nor status"
                            + "\n  " + misfit + "m(Integer)]: class [" + importer
                            + "] has no field [COORDS]; it holds no hooks");
            call("importAll", List.class, List.of(), 0);
            assertThat(HEARD).isEmpty();
        }

        @Test
        void includeThatThereIsNothingToRegister() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.register(Importer.class))
                    .withMessage("Class [" + Importer.class.getTypeName()
                            + "] has no static method tagged @Observes; tag one, or register an object for its instance"
                            + " methods");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Events.register(new Importer()))
                    .withMessage("Class [" + Importer.class.getTypeName()
                            + "] has no instance method tagged @Observes; tag one, or register the class for its static"
                            + " methods");
        }
    }
}
