package dev.observatory.agent.attach;

import dev.observatory.agent.config.ConfigParser;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.serve.AgentService;
import dev.observatory.agent.testing.RecordedCalls;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import dev.observatory.agent.wire.WatchEvent;
import java.util.List;
import java.util.Map;

/** Validates requests as the agent does and executes none of them; a watch has three events. Counts open watches. */
public final class UnharmedAgent implements AgentService {
    /** The version of this agent. */
    public static final String VERSION = "1";

    private static final WeaveOutcome WOVEN = new WeaveOutcome(
            1,
            2,
            3,
            4,
            new WeaveOutcome.NotWoven(Map.of("a.B.c()", "it is native"), 0, ""),
            List.of(),
            List.of(),
            Map.of());

    private static final WeaveOutcome.NotWoven NOTHING_LEFT = new WeaveOutcome.NotWoven(Map.of(), 0, "");

    private static final WatchEvent.Site SITE = new WatchEvent.Site(0, "main", 0, "a.B", "app", "c()", 1);

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
        return new WeaveOutcome(0, 0, 0, 0, NOTHING_LEFT, configurationErrors(arguments), List.of("a.C"), Map.of());
    }

    @Override
    public WatchHandle watch(Request.Watch request, EventSink sink) {
        new EventEncoder(request, new MemberLabels(type -> List.of()));
        new WatchFilter(request);
        WatchHandle watch = open(request.methods(), request.fields());
        for (int i = 0; i < 3; i++) {
            if (sink.admit()) {
                sink.deliver(new WatchEvent.CallEvent(SITE, 12, Map.of(), Map.of(), null, null, null, Map.of()));
            }
        }
        return watch;
    }

    @Override
    public WatchHandle timeCalls(Request.Top request, TimingSink sink) {
        sink.add("a.B.c()", "app", new RecordedCalls().record(1, 12, false));
        return open(request.methods(), List.of());
    }

    private WatchHandle open(List<String> methods, List<String> fields) {
        MemberSelection selection = WatchPatterns.selection(methods, fields);
        open++;
        return new WatchHandle() {
            @Override
            public WeaveOutcome outcome() {
                return selection.mayMatch("a/B")
                        ? WOVEN
                        : new WeaveOutcome(0, 0, 0, 0, NOTHING_LEFT, List.of(), List.of("a.C"), Map.of());
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    @Override
    public Suggestions suggestions(String pattern, String loader) {
        return new Suggestions(List.of("a.B"), "");
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
