package dev.observatory.machine.chart;

import dev.observatory.machine.chart.Behaviour.Action;
import dev.observatory.machine.chart.Behaviour.Guard;
import dev.observatory.machine.chart.Edge.Reach;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A definition under construction, in either form: the input of {@link ChartCompiler}. */
public final class DefinitionDraft {
    public final String name;
    public final List<Node> nodes = new ArrayList<>();
    public final List<String> triggers = new ArrayList<>();
    public final List<Arrow> arrows = new ArrayList<>();

    /** Whether the triggers are shared with other definitions, so that some may have no transition here. */
    public boolean sharesTriggers;

    /** Problems that are already known. */
    public final List<String> problems = new ArrayList<>();

    public DefinitionDraft(String name) {
        this.name = name;
    }

    /** A state. */
    public static final class Node {
        public final String name;
        public int parent = -1;
        public boolean initial;
        public boolean parallel;
        public boolean last;
        public boolean settable;
        public final List<Action> entries = new ArrayList<>();
        public final List<Action> exits = new ArrayList<>();
        public final BitSet deferred = new BitSet();

        public Node(String name) {
            this.name = name;
        }
    }

    /** A transition. */
    public static final class Arrow {
        public final int source;
        public final int target;
        public Reach reach;
        public int trigger = -1;
        public boolean reentrant;
        public boolean takesPayload;
        public long afterNanos = -1;
        public long idleNanos = -1;
        public final List<Guard> guards = new ArrayList<>();
        public final List<Action> actions = new ArrayList<>();

        public Arrow(int source, int target, Reach reach) {
            this.source = source;
            this.target = target;
            this.reach = reach;
        }
    }

    /** Returns the name of the completion trigger, which the machine fires by itself when a composite state is done. */
    public static String completionOf(String state) {
        return "done(" + state + ")";
    }
}
