package com.acme;

import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import java.util.Set;
import java.util.TreeSet;

/** Calls a method and a constructor by reflection until the JDK generates classes for it, where it does. */
public final class AccessorCalls {
    public AccessorCalls() {}

    public int get() {
        return 1;
    }

    public static void main(String[] args) throws ReflectiveOperationException {
        Set<String> heard = new TreeSet<>();
        Events.any(EventStatus.COMPLETED).connect(data -> heard.add(data.name()));
        int sum = 0;
        for (int i = 0; i < 60; i++) {
            Object made = AccessorCalls.class.getConstructor().newInstance();
            sum += (int) AccessorCalls.class.getMethod("get").invoke(made);
        }
        System.out.println(sum + " " + heard);
    }
}
