package com.acme.swap;

import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Calls a class that other agents and debuggers redefine, and reports what was observed. */
public final class HotSwap {
    private HotSwap() {}

    public static void main(String[] args) throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        Events.any(EventStatus.COMPLETED).connect(data -> heard.add(data.name() + "=" + data.result()));
        Counter counter = new Counter();
        counter.next(0);
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String command = in.readLine(); command != null; command = in.readLine()) {
            heard.clear();
            if (command.equals("call")) {
                String results = counter.next(1) + " " + counter.untagged(1);
                System.out.println(results + " heard " + heard);
            } else if (command.equals("retransform")) {
                System.out.println(SwappingAgent.retransform());
            } else {
                System.out.println(SwappingAgent.redefine(Path.of(command)));
            }
        }
    }
}
