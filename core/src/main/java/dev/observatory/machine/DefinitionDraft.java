package dev.observatory.machine;

import dev.observatory.machine.Behaviour.Action;
import dev.observatory.machine.Behaviour.Guard;
import dev.observatory.machine.Edge.Reach;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** A definition while it is being written down, in either form: what {@link ChartCompiler} checks and makes a chart of. */
final class DefinitionDraft {
    final String name;
    final List<Node> nodes = new ArrayList<>();
    final List<String> triggers = new ArrayList<>();
    final List<Arrow> arrows = new ArrayList<>();

    /** Whether the triggers are those of others, too, so that some may lead nowhere here. */
    boolean sharesTriggers;

    /** What is wrong with it already. */
    final List<String> problems = new ArrayList<>();

    DefinitionDraft(String name) {
        this.name = name;
    }

    /** A state. */
    static final class Node {
        final String name;
        int parent = -1;
        boolean initial;
        boolean parallel;
        boolean last;
        boolean settable;
        final List<Action> entries = new ArrayList<>();
        final List<Action> exits = new ArrayList<>();
        final BitSet deferred = new BitSet();

        Node(String name) {
            this.name = name;
        }
    }

    /** A transition. */
    static final class Arrow {
        final int source;
        final int target;
        Reach reach;
        int trigger = -1;
        boolean reentrant;
        boolean takesPayload;
        long afterNanos = -1;
        long idleNanos = -1;
        final List<Guard> guards = new ArrayList<>();
        final List<Action> actions = new ArrayList<>();

        Arrow(int source, int target, Reach reach) {
            this.source = source;
            this.target = target;
            this.reach = reach;
        }
    }

    /** The trigger that is fired by the machine itself when a composite state is done. */
    static String completionOf(String state) {
        return "done(" + state + ")";
    }
}
