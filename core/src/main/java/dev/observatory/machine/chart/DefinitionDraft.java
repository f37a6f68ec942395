package dev.observatory.machine.chart;

import dev.observatory.machine.chart.Behaviour.Action;
import dev.observatory.machine.chart.Behaviour.Choice;
import dev.observatory.machine.chart.Behaviour.Guard;
import dev.observatory.machine.chart.Edge.Reach;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A definition under construction, in either form: the input of {@link ChartCompiler}. */
public final class DefinitionDraft {
    public final String name;
    public final List<Node> nodes = new ArrayList<>();
    public final List<String> triggers = new ArrayList<>();
    public final List<Arrow> arrows = new ArrayList<>();

    /** Whether the triggers are shared with other definitions, so that some may have no transition here. */
    public boolean sharesTriggers;

    /** The trigger that the machine fires by itself when an action fails; -1 if there is none. */
    public int failureTrigger = -1;

    /** Whether some entry or exit action takes the transition. */
    public boolean actionsTakeTransition;

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

        /** Selects this arrow or one of those that follow it. The same object for all of them; null if there is one target only. */
        public @Nullable Choice choice;

        /** Whether this arrow is not the first one of a choice. */
        public boolean isAlternative;

        public Arrow(int source, int target, Reach reach) {
            this.source = source;
            this.target = target;
            this.reach = reach;
        }
    }

    /** The name of the trigger that a machine fires by itself when an action fails: that of SCXML. */
    public static final String FAILURE = "error.execution";

    /** Adds an arrow for each of several targets, one of which a choice selects; all share what the first one declares. */
    public void addChoice(List<Arrow> alternatives, Choice choice) {
        Arrow first = alternatives.get(0);
        for (Arrow each : alternatives) {
            each.choice = choice;
            if (each != first) {
                each.isAlternative = true;
                each.trigger = first.trigger;
                each.reach = first.reach;
                each.reentrant = first.reentrant;
                each.takesPayload = first.takesPayload;
                each.afterNanos = first.afterNanos;
                each.idleNanos = first.idleNanos;
                each.guards.clear();
                each.guards.addAll(first.guards);
                each.actions.clear();
                each.actions.addAll(first.actions);
            }
            arrows.add(each);
        }
    }

    /** Returns the name of the completion trigger, which the machine fires by itself when a composite state is done. */
    public static String completionOf(String state) {
        return "done(" + state + ")";
    }
}
