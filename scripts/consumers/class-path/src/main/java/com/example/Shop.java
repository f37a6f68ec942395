package com.example;

import dev.observatory.attribute.Attributes;
import dev.observatory.attribute.ObservableAttr;
import dev.observatory.event.Event;
import dev.observatory.event.Events;
import java.util.ArrayList;
import java.util.List;

class Shop {
    @ObservableAttr
    int stock = 10;

    @Event
    int order(int pieces) {
        stock -= pieces;
        return stock;
    }

    public static void main(String[] args) {
        List<String> seen = new ArrayList<>();
        Events.of(Shop.class, "order").completed().connect(data -> seen.add(data.arguments() + " = " + data.result()));
        Attributes.of(Shop.class, "stock").assigned().connect(change -> seen.add("stock " + change.newValue()));

        new Shop().order(3);

        System.out.println(seen);
        if (!seen.equals(List.of("stock 7", "{pieces=3} = 7"))) {
            System.exit(1);
        }
    }
}
