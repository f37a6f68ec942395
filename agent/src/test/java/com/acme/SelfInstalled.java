package com.acme;

import dev.observatory.agent.ObservatoryAgent;
import dev.observatory.event.Events;

/** A program that is started without the agent and installs it itself. */
public final class SelfInstalled {
    private SelfInstalled() {}

    public static void main(String[] args) {
        System.out.println(ObservatoryAgent.isAtWork());
        try {
            ObservatoryAgent.install();
            ObservatoryAgent.install();
        } catch (IllegalStateException refused) {
            System.out.println(refused.getMessage());
        }
        System.out.println(ObservatoryAgent.isAtWork());
        Events.of(Till.class, "ring").completed().connect(data -> System.out.println("rang " + data.result()));
        System.out.println(new Till().ring(3));
    }
}
