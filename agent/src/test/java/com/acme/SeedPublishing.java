package com.acme;

import dev.observatory.broker.Publishes;
import dev.observatory.broker.Subscribes;

/** The chapter "Publish/Subscribe": methods that share a topic without a reference to each other; the agent connects them. */
public final class SeedPublishing {
    record Score(int home, int away) {}

    @Publishes("top.middle.bottom")
    static Score finalWhistle() {
        return new Score(3, 1);
    }

    @Subscribes("top")
    static void on(Score score) {
        System.out.println("top heard " + score);
    }

    public static void main(String[] args) {
        System.out.println("returned " + finalWhistle());
    }
}
