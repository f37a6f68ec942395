package com.acme;

import dev.observatory.agent.ObservatoryAgent;
import dev.observatory.event.Event;
import dev.observatory.event.EventData;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Observes;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.EventHook2;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Static observers whose classes are loaded at different moments; each scene prints what they have received of six emissions. */
public final class LateObservers {
    static final EventHook2<String, Integer> HOOK = new EventHook2<>("own");
    static final List<Object> OWN = Collections.synchronizedList(new ArrayList<>());

    private LateObservers() {}

    @Observes(type = LateObservers.class, hook = "HOOK")
    static void own(String name, int number) {
        OWN.add(number);
    }

    /** Has hooks and an event, and no observers. */
    static final class Source {
        static final EventHook<Integer> FIRST = new EventHook<>("first");
        static final EventHook<Integer> SECOND = new EventHook<>("second");
        static final List<Object> RECEIVED = Collections.synchronizedList(new ArrayList<>());

        private Source() {}

        @Event
        static int run(int number) {
            return number;
        }

        static List<Object> take() {
            List<Object> taken = List.copyOf(RECEIVED);
            RECEIVED.clear();
            return taken;
        }
    }

    /** Has no static initializer, and none of its code is run by the program. */
    static final class Passive {
        private Passive() {}

        @Observes(type = Source.class, hook = "FIRST")
        static void passive(int number) {
            Source.RECEIVED.add(number);
        }
    }

    /** Has a static initializer. Its hook has another observer, and its event has run before. */
    static final class Initialized {
        static final Object INITIALIZED = new Object();

        private Initialized() {}

        @Observes(type = Source.class, hook = "SECOND")
        static void hook(int number) {
            Source.RECEIVED.add("hook " + number);
        }

        @Observes(type = Source.class, method = "run", status = EventStatus.COMPLETED)
        static void event(EventData data) {
            Source.RECEIVED.add("event " + data.result());
        }
    }

    /** Has no static initializer, and is used through a static method. */
    static final class Procedure {
        private Procedure() {}

        static void install() {}

        @Observes(type = Source.class, method = "run", status = EventStatus.EXITED)
        static void event(EventData data) {
            Source.RECEIVED.add("exited " + data.result());
        }
    }

    /** Emits while its own hook is not set yet. */
    static final class Impatient {
        static final EventHook<Integer> HOOK;

        static {
            Source.FIRST.emit(0);
            new EventHook<Integer>("unrelated").emit(0);
            HOOK = new EventHook<>("impatient");
            HOOK.emit(1);
        }

        private Impatient() {}

        @Observes(type = Impatient.class, hook = "HOOK")
        static void impatient(int number) {
            Source.RECEIVED.add("impatient " + number);
        }
    }

    /** Is named by a setting only. */
    static final class Configured {
        private Configured() {}

        @Observes(type = Source.class, method = "run", status = EventStatus.ABOUT_TO_RUN)
        static void event(EventData data) {
            System.out.println("configured " + data.args());
        }
    }

    /** Does not fit its event. */
    static final class Misfit {
        private Misfit() {}

        @Observes(type = Source.class, method = "run", status = EventStatus.ABOUT_TO_RUN)
        static void event(String data) {
            System.out.println("misfit " + data);
        }
    }

    /** Cannot be initialized. */
    static final class Failing {
        static final int FAILED = fail();

        private Failing() {}

        private static int fail() {
            throw new IllegalStateException("staged");
        }

        @Observes(status = EventStatus.CRASHED)
        static void event(EventData data) {
            System.out.println("failing " + data.name());
        }
    }

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < 6; i++) {
            HOOK.emit("n", i);
        }
        System.out.println("own " + OWN);
        Source.SECOND.connect(number -> {});
        Source.FIRST.emit(0);
        Source.SECOND.emit(0);
        Source.run(0);

        Class.forName("com.acme.LateObservers$Passive");
        Source.FIRST.emit(1);
        System.out.println("passive " + Source.take());

        Class.forName("com.acme.LateObservers$Initialized");
        Source.SECOND.emit(2);
        Source.run(3);
        System.out.println("initialized " + Source.take());

        Procedure.install();
        Source.run(4);
        System.out.println("procedure " + Source.take());

        Class.forName("com.acme.LateObservers$Impatient");
        Impatient.HOOK.emit(2);
        System.out.println("impatient " + Source.take());
        if (args.length > 0) {
            System.out.println(ObservatoryAgent.status());
        }
    }
}
