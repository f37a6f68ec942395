package dev.observatory.machine.chart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds everything that is wrong with a draft. */
final class Validation {
    private final DefinitionDraft draft;
    private final List<DefinitionDraft.Node> nodes;
    private final boolean hasScheduler;
    private final List<String> problems;

    Validation(DefinitionDraft draft, boolean hasScheduler) {
        this.draft = draft;
        this.nodes = draft.nodes;
        this.hasScheduler = hasScheduler;
        this.problems = new ArrayList<>(draft.problems);
    }

    List<String> problems() {
        if (nodes.isEmpty()) {
            problem("There is no state; declare one with initial(name)");
            return List.copyOf(problems);
        }
        names();
        levels();
        for (int i = 0; i < nodes.size(); i++) {
            ends(i);
        }
        triggers();
        arrows();
        if (problems.isEmpty()) {
            ways();
        }
        return List.copyOf(problems);
    }

    private void problem(String text) {
        problems.add(text);
    }

    private String name(int state) {
        return state < 0 ? "any" : nodes.get(state).name;
    }

    private void names() {
        Set<String> seen = new HashSet<>();
        Set<String> reported = new HashSet<>();
        for (DefinitionDraft.Node node : nodes) {
            if (node.name.isBlank()) {
                problem("State number [" + (nodes.indexOf(node) + 1) + "] has a blank name; use a visible one");
            }
            if (!seen.add(node.name) && reported.add(node.name)) {
                problem("State name [" + node.name + "] is used twice; each state needs its own");
            }
        }
        seen.clear();
        for (String trigger : draft.triggers) {
            if (trigger.isBlank()) {
                problem("Trigger number [" + (draft.triggers.indexOf(trigger) + 1)
                        + "] has a blank name; use a visible one");
            }
            if (!seen.add(trigger)) {
                problem("Trigger name [" + trigger + "] is used twice; each trigger needs its own");
            }
        }
    }

    /** Checks that each level of mutually exclusive states has exactly one initial state. */
    private void levels() {
        for (int outer = -1; outer < nodes.size(); outer++) {
            int initials = 0;
            int inner = 0;
            for (DefinitionDraft.Node node : nodes) {
                if (node.parent == outer) {
                    inner++;
                    initials += node.initial ? 1 : 0;
                }
            }
            boolean isParallel = outer >= 0 && nodes.get(outer).parallel;
            String where = outer < 0 ? "" : " inside [" + name(outer) + "]";
            if (isParallel) {
                if (inner < 2) {
                    problem("Parallel state [" + name(outer) + "] has [" + inner
                            + "] regions; declare at least two with state(name)");
                }
            } else if (inner > 0 && initials == 0) {
                problem("No state" + where + " is initial; declare one with initial(name)");
            } else if (initials > 1) {
                problem("[" + initials + "] states" + where + " are initial; only one can be");
            }
        }
    }

    private void ends(int state) {
        DefinitionDraft.Node node = nodes.get(state);
        boolean hasInner = nodes.stream().anyMatch(each -> each.parent == state);
        if (node.last && (hasInner || node.parallel)) {
            problem("Final state [" + node.name + "] has states inside; only a leaf can be final");
        }
        if (node.last && node.parent >= 0 && nodes.get(node.parent).parallel) {
            problem("Final state [" + node.name + "] is a region of [" + name(node.parent)
                    + "]; put it inside the region");
        }
        if (node.last && draft.arrows.stream().anyMatch(arrow -> arrow.source == state)) {
            problem("Final state [" + node.name + "] has transitions; remove them, since it is never left");
        }
    }

    private void triggers() {
        for (int i = 0; i < draft.triggers.size(); i++) {
            int trigger = i;
            if (!draft.sharesTriggers && draft.arrows.stream().noneMatch(arrow -> arrow.trigger == trigger)) {
                problem("Trigger [" + draft.triggers.get(i) + "] has no transition; declare one with from.to(target)");
            }
        }
    }

    private void arrows() {
        Map<String, DefinitionDraft.Arrow> open = new HashMap<>();
        for (DefinitionDraft.Arrow arrow : draft.arrows) {
            String trigger = draft.triggers.get(arrow.trigger);
            if (arrow.reach != Edge.Reach.STATE && nodes.stream().noneMatch(node -> node.parent == arrow.target)) {
                problem("State [" + name(arrow.target) + "] has no history, since no state is inside it; use the state"
                        + " itself");
            }
            boolean isTimed = arrow.afterNanos >= 0 || arrow.idleNanos >= 0;
            if (isTimed && !hasScheduler) {
                problem("Trigger [" + trigger
                        + "] is timed; give the machine a scheduler with MachineOptions.scheduler");
            }
            if (isTimed && arrow.source < 0) {
                problem("Trigger [" + trigger
                        + "] is timed from any state; time it from a certain state, whose entry starts the time");
            }
            if (arrow.isAlternative) {
                continue;
            }
            DefinitionDraft.Arrow earlier = open.get(arrow.source + " " + arrow.trigger);
            if (earlier != null) {
                problem("Trigger [" + trigger + "] leads from [" + name(arrow.source) + "] to [" + end(earlier)
                        + "] without a guard, so never to [" + end(arrow)
                        + "]; guard the first with when(name, condition)");
            } else if (arrow.guards.isEmpty()) {
                open.put(arrow.source + " " + arrow.trigger, arrow);
            }
        }
    }

    private String end(DefinitionDraft.Arrow arrow) {
        return arrow.target < 0 ? "internal" : name(arrow.target);
    }

    /** Checks for unreachable states and traps. */
    private void ways() {
        BitSet reached = reachable();
        for (int i = 0; i < nodes.size(); i++) {
            DefinitionDraft.Node node = nodes.get(i);
            if (!reached.get(i)) {
                problem("State [" + node.name
                        + "] cannot be reached; declare a transition to it, or make it settable with"
                        + " requireTrigger(false)");
            } else if (isTrap(i)) {
                problem("State [" + node.name + "] cannot be left; make it final, or declare a transition from it");
            }
        }
    }

    private BitSet reachable() {
        BitSet reached = new BitSet();
        Deque<Integer> todo = new ArrayDeque<>();
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).settable || (nodes.get(i).initial && nodes.get(i).parent < 0)) {
                todo.add(i);
            }
        }
        for (Integer next = todo.poll(); next != null; next = todo.poll()) {
            if (!reached.get(next)) {
                reached.set(next);
                fromHere(next, todo);
            }
        }
        return reached;
    }

    private void fromHere(int state, Deque<Integer> todo) {
        for (DefinitionDraft.Arrow arrow : draft.arrows) {
            if (arrow.target >= 0 && (arrow.source == state || arrow.source < 0)) {
                todo.add(arrow.target);
            }
        }
        for (int i = 0; i < nodes.size(); i++) {
            DefinitionDraft.Node inner = nodes.get(i);
            if (inner.parent == state && (inner.initial || nodes.get(state).parallel)) {
                todo.add(i);
            }
        }
        if (nodes.get(state).parent >= 0) {
            todo.add(nodes.get(state).parent);
        }
    }

    /** Returns whether a leaf has no way out, neither from itself nor from a state around it. */
    private boolean isTrap(int leaf) {
        DefinitionDraft.Node node = nodes.get(leaf);
        if (node.last || nodes.size() == 1 || nodes.stream().anyMatch(each -> each.parent == leaf)) {
            return false;
        }
        for (int i = 0; i < nodes.size(); i++) {
            if (i != leaf && nodes.get(i).settable) {
                return false;
            }
        }
        for (Integer state = leaf; state != null; state = outerOf(state)) {
            if (state >= 0 && nodes.get(state).parallel) {
                return false;
            }
            for (DefinitionDraft.Arrow arrow : draft.arrows) {
                if (arrow.source == state && arrow.target >= 0 && arrow.target != leaf) {
                    return false;
                }
            }
        }
        return true;
    }

    private @Nullable Integer outerOf(int state) {
        return state < 0 ? null : Integer.valueOf(nodes.get(state).parent);
    }
}
