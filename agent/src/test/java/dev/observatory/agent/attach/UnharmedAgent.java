package dev.observatory.agent.attach;

import dev.observatory.agent.config.ConfigParser;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.serve.AgentService;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import java.util.List;
import java.util.Map;

/** Validates requests as the agent does and executes none of them; a watch has three events. Counts open watches. */
public final class UnharmedAgent implements AgentService {
    /** The version of this agent. */
    public static final String VERSION = "1";

    private static final WeaveOutcome WOVEN =
            new WeaveOutcome(1, 2, 3, 4, Map.of("a.B.c()", "it is native"), List.of(), List.of());

    private int open;

    /** Returns the number of watches that were not closed. */
    public int openWatches() {
        return open;
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public Map<String, String> facts() {
        return Map.of("jdk", "17");
    }

    @Override
    public List<Response.ClassStatus> classes() {
        return List.of(new Response.ClassStatus("a.B", "app", List.of("c()"), Map.of("d()", "it is abstract")));
    }

    @Override
    public List<String> configurationErrors(String arguments) {
        return ConfigParser.parse(arguments).errors();
    }

    @Override
    public WeaveOutcome weave(String arguments) {
        return new WeaveOutcome(0, 0, 0, 0, Map.of(), configurationErrors(arguments), List.of("a.C"));
    }

    @Override
    public WatchHandle watch(Request.Watch request, EventSink sink) {
        new EventEncoder(request);
        new WatchFilter(request);
        WatchHandle watch = open(request.methods(), request.fields());
        for (int i = 0; i < 3; i++) {
            if (sink.admit()) {
                sink.deliver(
                        new Response.CallEvent(0, "main", 0, "a.B", "c()", 12, Map.of(), null, null, null, Map.of()));
            }
        }
        return watch;
    }

    @Override
    public WatchHandle timeCalls(List<String> methods, TimingSink sink) {
        sink.record("a.B.c()", 12, false);
        return open(methods, List.of());
    }

    private WatchHandle open(List<String> methods, List<String> fields) {
        MemberSelection selection = WatchPatterns.selection(methods, fields);
        open++;
        return new WatchHandle() {
            @Override
            public WeaveOutcome outcome() {
                return selection.mayMatch("a/B")
                        ? WOVEN
                        : new WeaveOutcome(0, 0, 0, 0, Map.of(), List.of(), List.of("a.C"));
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    @Override
    public List<String> suggestions(String pattern) {
        return List.of("a.B");
    }

    @Override
    public boolean isIdle() {
        return false;
    }

    @Override
    public void detachIfUnused() {}

    @Override
    public DetachOutcome detach() {
        return new DetachOutcome(1, Map.of("a.C", "another agent"), 2, 3);
    }
}
