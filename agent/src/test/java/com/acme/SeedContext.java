package com.acme;

import dev.observatory.event.Event;
import dev.observatory.event.Events;
import dev.observatory.event.Extra;

/** The chapter "Adding Context to Events": extra, tags and elevated. */
public final class SeedContext {
    @Event(extra = @Extra(key = "project", value = "SuperProject"))
    static void withExtra() {}

    @Event
    static void withTags(String assetName) {
        Events.tag("asset", assetName);
        withExtra();
    }

    @Event(elevated = true)
    static void elevated() {}

    public static void main(String[] args) {
        for (String method : new String[] {"withExtra", "withTags", "elevated"}) {
            Events.of(SeedContext.class, method)
                    .completed()
                    .connect(data -> System.out.println(
                            data.name() + " " + data.extra() + " " + data.tags() + " " + data.elevated()));
        }

        withTags("chair");
        withTags("table");
        elevated();
    }
}
