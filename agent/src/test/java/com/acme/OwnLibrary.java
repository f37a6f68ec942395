package com.acme;

import dev.observatory.agent.ObservatoryAgent;
import dev.observatory.collection.ObservableList;
import dev.observatory.event.Event;
import dev.observatory.event.Events;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A program that contains the library, has used part of it, and uses more of it on request. */
public final class OwnLibrary {
    private static long heard;

    private OwnLibrary() {}

    public static void main(String[] args) throws IOException {
        if (!Boolean.getBoolean("com.acme.late")) {
            listen();
        }
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String question = in.readLine(); question != null; question = in.readLine()) {
            System.out.println(answer(question));
        }
    }

    private static String answer(String question) {
        try {
            return switch (question) {
                case "ring" -> "rang " + Bell.ring(3) + ", heard " + heard;
                case "list" -> list();
                case "listen" -> listen();
                case "install" -> install();
                case "active" -> Boolean.toString(ObservatoryAgent.isAtWork());
                case "status" -> ObservatoryAgent.status().replace('\n', ';');
                default -> "unknown question";
            };
        } catch (LinkageError broken) {
            return broken.toString();
        }
    }

    private static String listen() {
        Events.of(Bell.class, "ring").completed().connect(data -> heard++);
        return Events.class.getClassLoader().getName();
    }

    /** None of these classes is loaded before. */
    private static String list() {
        ObservableList<String> list = new ObservableList<>();
        int[] changes = new int[1];
        list.changed().connect(change -> changes[0]++);
        list.add("one");
        return list.getClass().getClassLoader().getName() + " " + changes[0];
    }

    private static String install() {
        ObservatoryAgent.install();
        return Boolean.toString(ObservatoryAgent.isAtWork());
    }

    static final class Bell {
        private Bell() {}

        @Event
        static int ring(int times) {
            return times;
        }
    }
}
