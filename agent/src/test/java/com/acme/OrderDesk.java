package com.acme;

import com.acme.orders.Order;
import dev.observatory.attribute.Attribute;
import dev.observatory.attribute.Attributes;
import dev.observatory.event.Events;
import java.util.List;

/** Uses classes that are woven by name; observes them on request. */
public final class OrderDesk {
    private OrderDesk() {}

    public static void main(String[] args) {
        for (String argument : args) {
            if (argument.equals("all")) {
                Recorder.all();
            } else if (argument.equals("report")) {
                Runtime.getRuntime().addShutdownHook(new Thread(OrderDesk::printStatus));
            } else {
                Attribute<Object> attribute = Attributes.of(Order.class, argument);
                attribute
                        .assigned()
                        .connect(change -> System.out.println(
                                change.name() + ": " + change.oldValue() + " -> " + change.newValue()));
            }
        }
        Order order = new Order();
        order.placeAll(List.of("tea", "milk"));
        System.out.println(order.ship());
        try {
            new Order().ship();
        } catch (IllegalStateException thrown) {
            System.out.println(thrown.getMessage());
        }
        System.out.println(order.getStatus() + " " + Events.current().isPresent());
    }

    private static void printStatus() {
        try {
            Class<?> agent = Class.forName("dev.observatory.agent.ObservatoryAgent");
            System.out.print(agent.getMethod("status").invoke(null));
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
