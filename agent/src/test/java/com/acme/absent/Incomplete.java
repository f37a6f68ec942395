package com.acme.absent;

import dev.observatory.attribute.ObservableAttr;
import dev.observatory.broker.Publishes;
import dev.observatory.event.Event;
import dev.observatory.event.Extra;
import dev.observatory.event.Redacted;
import org.jspecify.annotations.Nullable;

/** Reflection refuses this class, because a type of one method and one field is missing. Both have nothing to do with the rest. */
public class Incomplete {
    @Nullable
    static Absent unused;

    @ObservableAttr
    int state;

    @ObservableAttr(changesOnly = true)
    static String level = "low";

    int plain;

    @Event
    Incomplete(int state) {
        this.state = state;
    }

    @Nullable
    Absent never(Absent argument) {
        return argument;
    }

    @Event(name = "Working", description = "works", extra = @Extra(key = "unit", value = "pieces"), elevated = true)
    int work(int pieces) {
        state = pieces;
        level = pieces > 5 ? "high" : "low";
        return pieces * 2;
    }

    @Event
    int work(String pieces) {
        return work(Integer.parseInt(pieces));
    }

    @Event
    static void fail() {
        throw new IllegalStateException("as expected");
    }

    @Event
    boolean login(String user, @Redacted String phrase) {
        return !user.equals(phrase);
    }

    @Publishes("news")
    String publish() {
        return "hello";
    }

    void untagged(int pieces) {
        plain = pieces;
    }
}
