package com.acme;

import dev.observatory.broker.EventBroker;
import dev.observatory.broker.Subscribes;
import dev.observatory.event.Event;
import dev.observatory.event.EventData;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Observes;
import dev.observatory.hook.EventHook;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** A server that outlives its application, which has static observers that only the agent connects and is deployed again and again. */
public final class Redeployed {
    /** Not loaded by the server's own class loader. */
    private static final String APPLICATION = "com.acme.Redeployed$Application";

    private Redeployed() {}

    /** A class of the server. */
    public static final class Server {
        public static final EventHook<String> REQUESTS = new EventHook<>("requests");

        private static final List<String> HEARD = new ArrayList<>();

        private Server() {}

        @Event
        static void serve() {}

        public static void heard(String what) {
            HEARD.add(what);
        }

        static void serveAndPrint(String when) {
            HEARD.clear();
            serve();
            REQUESTS.emit("x");
            EventBroker.of("redeployed").broadcast("y");
            System.out.println(when + " " + HEARD);
        }
    }

    /** A class of the application, whose static initializer ends with the connection of its observers. */
    public static final class Application {
        private static final String NAME = String.valueOf("application");

        private Application() {}

        @Observes(type = Server.class, method = "serve", status = EventStatus.COMPLETED)
        private static void served(EventData data) {
            Server.heard("event");
        }

        @Observes(type = Server.class, hook = "REQUESTS")
        private static void request(String value) {
            Server.heard("hook");
        }

        @Subscribes("redeployed")
        private static void message(String value) {
            Server.heard("message");
        }

        @Override
        public String toString() {
            return NAME;
        }
    }

    /** Takes the location of the program's classes. */
    public static void main(String[] args) throws Exception {
        List<WeakReference<?>> stopped = new ArrayList<>();
        ChildFirst kept = deploy(args[0]);
        Server.serveAndPrint("deployed");
        kept.close();
        for (int i = 0; i < 3; i++) {
            stopped.add(deployAndStop(args[0]));
        }
        ChildFirst running = deploy(args[0]);
        Server.serveAndPrint("running");
        stopped.add(new WeakReference<>(running));
        running = null; // A development server releases the class loader of an application without closing it.
        System.out.println("collected " + collected(stopped));
        Server.serveAndPrint("none");
        System.out.println("observed " + Server.REQUESTS.isObserved() + ", reachable " + (kept.getURLs().length > 0));
    }

    private static ChildFirst deploy(String classes) throws Exception {
        ChildFirst loader = new ChildFirst(Redeployed.class.getClassLoader(), List.of(APPLICATION), classes);
        Class.forName(APPLICATION, true, loader);
        return loader;
    }

    private static WeakReference<?> deployAndStop(String classes) throws Exception {
        try (ChildFirst loader = deploy(classes)) {
            Server.serveAndPrint("redeployed");
            return new WeakReference<>(loader);
        }
    }

    private static long collected(List<WeakReference<?>> loaders) {
        long collected = 0;
        for (int round = 0; round < 20 && collected < loaders.size(); round++) {
            System.gc();
            collected = loaders.stream().filter(loader -> loader.get() == null).count();
        }
        return collected;
    }
}
