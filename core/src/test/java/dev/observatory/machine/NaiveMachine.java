package dev.observatory.machine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A state machine as one would write it from the textbook: objects and sets, everything searched for each time, no table, no
 * plan. Shares nothing with the library; {@link ModelTest} sets the two side by side.
 */
final class NaiveMachine {
    final List<Node> nodes = new ArrayList<>();
    final List<Arrow> arrows = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    private final Map<Node, Set<Node>> history = new HashMap<>();
    private Set<Node> active = new TreeSet<>(order());
    private final List<Node> done = new ArrayList<>();

    static final class Node {
        final String name;
        final @Nullable Node parent;
        final int number;
        boolean initial;
        boolean parallel;
        boolean last;
        final List<Node> children = new ArrayList<>();

        Node(String name, @Nullable Node parent, int number) {
            this.name = name;
            this.parent = parent;
            this.number = number;
            if (parent != null) {
                parent.children.add(this);
            }
        }

        boolean isInside(@Nullable Node outer) {
            for (Node each = parent; each != null; each = each.parent) {
                if (each == outer) {
                    return true;
                }
            }
            return outer == null;
        }

        List<Node> around() {
            List<Node> around = new ArrayList<>();
            for (Node each = this; each != null; each = each.parent) {
                around.add(each);
            }
            return around;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    enum Goal {
        INTERNAL,
        STATE,
        SHALLOW,
        DEEP
    }

    /** Trigger is null for what happens when the source is done. */
    record Arrow(
            @Nullable Node source,
            @Nullable Node target,
            Goal goal,
            @Nullable String trigger,
            boolean reentrant,
            @Nullable BooleanSupplier guard,
            String name) {}

    private static Comparator<Node> order() {
        return Comparator.comparingInt(node -> node.number);
    }

    private static Set<Node> sorted() {
        return new TreeSet<>(order());
    }

    void start() {
        Set<Node> entered = sorted();
        nodes.stream()
                .filter(node -> node.parent == null && node.initial)
                .forEach(node -> enterWithDefaults(node, entered));
        enter(entered);
        settle();
    }

    List<String> activeNames() {
        return active.stream().map(node -> node.name).toList();
    }

    boolean isFinished() {
        return active.stream().anyMatch(node -> node.last && node.parent == null);
    }

    FireResult fire(String trigger) {
        if (isFinished()) {
            return FireResult.UNHANDLED;
        }
        FireResult outcome = step(arrow -> trigger.equals(arrow.trigger));
        settle();
        return outcome;
    }

    private interface Answers {
        boolean to(Arrow arrow);
    }

    private void settle() {
        while (!done.isEmpty()) {
            Node next = done.remove(0);
            if (!isFinished()) {
                step(arrow -> arrow.trigger == null && arrow.source == next);
            }
        }
    }

    private FireResult step(Answers answers) {
        Set<Arrow> enabled = new LinkedHashSet<>();
        boolean refused = false;
        for (Node leaf : leaves()) {
            List<Node> sources = leaf.around();
            sources.add(null);
            search:
            for (Node source : sources) {
                for (Arrow arrow : arrows) {
                    if (arrow.source == source && answers.to(arrow)) {
                        if (arrow.guard == null || arrow.guard.getAsBoolean()) {
                            enabled.add(arrow);
                            break search;
                        }
                        refused = true;
                    }
                }
            }
        }
        if (enabled.isEmpty()) {
            return refused ? FireResult.REFUSED_BY_GUARD : FireResult.UNHANDLED;
        }
        List<Arrow> taken = withoutConflicts(enabled);
        take(taken);
        return taken.stream().allMatch(arrow -> arrow.goal == Goal.INTERNAL)
                ? FireResult.INTERNAL
                : FireResult.TRANSITIONED;
    }

    private List<Node> leaves() {
        return active.stream().filter(node -> node.children.isEmpty()).toList();
    }

    private List<Arrow> withoutConflicts(Set<Arrow> enabled) {
        List<Arrow> kept = new ArrayList<>();
        for (Arrow arrow : enabled) {
            List<Arrow> beaten = new ArrayList<>();
            boolean isBeaten = false;
            for (Arrow other : kept) {
                if (!Collections.disjoint(exits(arrow), exits(other))) {
                    boolean isFurtherInside =
                            arrow.source != null && arrow.source != other.source && arrow.source.isInside(other.source);
                    if (isFurtherInside) {
                        beaten.add(other);
                    } else {
                        isBeaten = true;
                        break;
                    }
                }
            }
            if (!isBeaten) {
                kept.removeAll(beaten);
                kept.add(arrow);
            }
        }
        return kept;
    }

    private List<Node> goals(Arrow arrow) {
        if (arrow.goal == Goal.INTERNAL || arrow.target == null) {
            return List.of();
        }
        Set<Node> past = history.get(arrow.target);
        if (past == null && active.contains(arrow.target)) {
            past = sorted();
            for (Node leaf : leaves()) {
                if (leaf.isInside(arrow.target)) {
                    past.add(leaf);
                }
            }
        }
        if (arrow.goal == Goal.STATE || past == null) {
            return List.of(arrow.target);
        }
        if (arrow.goal == Goal.DEEP) {
            return List.copyOf(past);
        }
        Set<Node> children = sorted();
        for (Node leaf : past) {
            for (Node each : leaf.around()) {
                if (each.parent == arrow.target) {
                    children.add(each);
                }
            }
        }
        return List.copyOf(children);
    }

    private Set<Node> exits(Arrow arrow) {
        Set<Node> exits = sorted();
        List<Node> goals = goals(arrow);
        if (goals.isEmpty()) {
            return exits;
        }
        Node kept = null;
        if (arrow.source != null) {
            Node source = arrow.source;
            boolean local =
                    !arrow.reentrant && !source.parallel && goals.stream().allMatch(goal -> goal.isInside(source));
            kept = local ? source : source.parent;
            while (!local && kept != null) {
                Node outer = kept;
                if (!outer.parallel && goals.stream().allMatch(goal -> goal.isInside(outer))) {
                    break;
                }
                kept = kept.parent;
            }
        }
        for (Node node : active) {
            if (node.isInside(kept)) {
                exits.add(node);
            }
        }
        return exits;
    }

    private void take(List<Arrow> taken) {
        Set<Node> exits = sorted();
        taken.forEach(arrow -> exits.addAll(exits(arrow)));
        List<Node> innermostFirst = new ArrayList<>(exits);
        Collections.reverse(innermostFirst);
        for (Node node : innermostFirst) {
            log.add("-" + node);
        }
        for (Arrow arrow : taken) {
            log.add("!" + arrow.name);
        }
        for (Node node : exits) {
            Set<Node> inside = sorted();
            leaves().stream().filter(leaf -> leaf.isInside(node)).forEach(inside::add);
            if (!inside.isEmpty()) {
                history.put(node, inside);
            }
        }
        Set<Node> staying = sorted();
        staying.addAll(active);
        staying.removeAll(exits);
        Set<Node> entered = sorted();
        List<Node> goals = new ArrayList<>();
        taken.forEach(arrow -> goals.addAll(goals(arrow)));
        goals.forEach(goal -> enterWithDefaults(goal, entered));
        goals.forEach(goal -> enterOuters(goal, staying, entered));
        active = staying;
        enter(entered);
    }

    private void enterOuters(Node goal, Set<Node> staying, Set<Node> entered) {
        for (Node outer = goal.parent; outer != null; outer = outer.parent) {
            if (!staying.contains(outer)) {
                entered.add(outer);
            }
            if (outer.parallel) {
                for (Node region : outer.children) {
                    boolean isThere = staying.contains(region)
                            || entered.contains(region)
                            || entered.stream().anyMatch(each -> each.isInside(region));
                    if (!isThere) {
                        enterWithDefaults(region, entered);
                    }
                }
            }
        }
    }

    private void enterWithDefaults(Node node, Set<Node> entered) {
        entered.add(node);
        for (Node child : node.children) {
            boolean isThere = node.parallel
                    ? entered.contains(child) || entered.stream().anyMatch(each -> each.isInside(child))
                    : node.children.stream().anyMatch(entered::contains);
            if (!isThere && (node.parallel || child.initial)) {
                enterWithDefaults(child, entered);
            }
        }
    }

    private void enter(Set<Node> entered) {
        active.addAll(entered);
        for (Node node : entered) {
            log.add("+" + node);
        }
        for (Node node : entered) {
            if (node.last && node.parent != null) {
                done.add(node.parent);
                Node around = node.parent.parent;
                if (around != null && around.parallel && isDone(around)) {
                    done.add(around);
                }
            }
        }
    }

    private boolean isDone(Node node) {
        return node.parallel
                ? node.children.stream().allMatch(this::isDone)
                : node.children.stream().anyMatch(child -> child.last && active.contains(child));
    }
}
