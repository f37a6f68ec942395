package com.example.orders;

import dev.observatory.agent.ObservatoryAgent;
import dev.observatory.event.Event;
import dev.observatory.event.Events;
import java.util.ArrayList;
import java.util.List;

class Shop {
    @Event
    int order(int pieces) {
        return 10 - pieces;
    }

    public static void main(String[] args) {
        ObservatoryAgent.install();
        List<String> seen = new ArrayList<>();
        Events.of(Shop.class, "order").completed().connect(data -> seen.add(data.arguments() + " = " + data.result()));

        new Shop().order(3);

        System.out.println(seen + " in " + Events.class.getModule() + " and " + ObservatoryAgent.class.getModule());
        if (!seen.equals(List.of("{pieces=3} = 7"))
                || !Events.class.getModule().isNamed()
                || !ObservatoryAgent.class.getModule().isNamed()) {
            System.exit(1);
        }
    }
}
