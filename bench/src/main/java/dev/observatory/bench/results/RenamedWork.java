package dev.observatory.bench.results;

import java.util.LinkedHashMap;
import java.util.Map;

/** The current names of workloads that earlier results files know by another name, so that runs remain comparable. */
final class RenamedWork {
    private static final Map<String, String> CURRENT = new LinkedHashMap<>();

    static {
        CURRENT.put(", nobody listens", ", not observed");
        CURRENT.put("call, observers came and went", "call, all observers disconnected");
        CURRENT.put("two looks at the clock, no more", "two clock reads alone");
        CURRENT.put("second call of it", "second call of a woven method");
        CURRENT.put("one that says no to every class", "agent that skips every class");
        CURRENT.put("saying no to ", "skipping ");
        CURRENT.put("the command attach that does it", "the whole attach command");
        CURRENT.put("longest standstill that attaching adds", "longest pause added by attaching");
        CURRENT.put("longest standstill that detaching adds", "longest pause added by detaching");
        CURRENT.put("making one machine of many", "creating one machine of many");
        CURRENT.put("of two transitions one with 8 guards", "two transitions, one with 8 guards");
        CURRENT.put("set a value, get what is derived from it", "set a value, get a derived value");
    }

    private RenamedWork() {}

    static Measure current(Measure measure) {
        String work = measure.work();
        for (Map.Entry<String, String> name : CURRENT.entrySet()) {
            work = work.replace(name.getKey(), name.getValue());
        }
        return new Measure(
                measure.section(),
                work,
                measure.unit(),
                measure.ours(),
                measure.peer(),
                measure.theirs(),
                measure.ratio(),
                measure.low(),
                measure.high(),
                measure.goal());
    }
}
