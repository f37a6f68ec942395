package dev.observatory.agent.attach;

import dev.observatory.agent.config.ConfigParser;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.serve.AgentService;
import dev.observatory.agent.serve.WatchRequest;
import java.util.List;
import java.util.Map;

/** Understands what is asked of it as the agent does, and does none of it; a watch has three events. Counts watches and detaches. */
public final class UnharmedAgent implements AgentService {
    /** What it says it is. */
    public static final String VERSION = "1";

    private static final Woven WOVEN = new Woven(1, 2, 3, 4, Map.of("a.B.c()", "it is native"), List.of(), List.of());

    private int open;

    /** How many watches were not closed. */
    public int open() {
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
    public List<ClassStatus> classes() {
        return List.of(new ClassStatus("a.B", "app", List.of("c()"), Map.of("d()", "it is abstract")));
    }

    @Override
    public List<String> complaintsOf(String arguments) {
        return ConfigParser.parse(arguments).errors();
    }

    @Override
    public Woven weave(String arguments) {
        return new Woven(0, 0, 0, 0, Map.of(), complaintsOf(arguments), List.of("a.C"));
    }

    @Override
    public Watching watch(WatchRequest request, Feed feed) {
        new EventEncoder(request);
        new WatchFilter(request);
        Watching watching = open(request.methods(), request.fields());
        for (int i = 0; i < 3; i++) {
            if (feed.wants()) {
                feed.tell(List.of("kind", "call", "class", "a.B", "method", "c()", "nanos", "12"));
            }
        }
        return watching;
    }

    @Override
    public Watching time(List<String> methods, Timings timings) {
        timings.ended("a.B.c()", 12, false);
        return open(methods, List.of());
    }

    private Watching open(List<String> methods, List<String> fields) {
        MemberSelection selection = WatchPatterns.selection(methods, fields);
        open++;
        return new Watching() {
            @Override
            public Woven woven() {
                return selection.mayMatch("a/B") ? WOVEN : new Woven(0, 0, 0, 0, Map.of(), List.of(), List.of("a.C"));
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    @Override
    public List<String> nearest(String pattern) {
        return List.of("a.B");
    }

    @Override
    public boolean isIdle() {
        return false;
    }

    @Override
    public void leaveIfUnused() {}

    @Override
    public Reverted detach() {
        return new Reverted(1, Map.of("a.C", "another agent"), 2, 3);
    }
}
