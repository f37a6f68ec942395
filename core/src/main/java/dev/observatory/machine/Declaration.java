package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.machine.chart.Behaviour;
import dev.observatory.machine.chart.DefinitionDraft;
import dev.observatory.machine.chart.Edge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The states and triggers that a {@link Machine} declares, and their names. */
final class Declaration {
    private final Machine machine;
    private final List<State> states = new ArrayList<>();
    private final List<Trigger> triggers = new ArrayList<>();

    // The completion trigger of each state that has one.
    private final Map<State, Trigger> whenDone = new HashMap<>();

    // The trigger for failed actions; null if no transition is declared for them.
    private Trigger.@Nullable Of<Throwable> whenFailed;
    private volatile boolean closed;

    Declaration(Machine machine) {
        this.machine = machine;
    }

    boolean belongsTo(Machine other) {
        return machine == other;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("Machine [" + machine.name()
                    + "] is in use and accepts no more declarations; declare everything before its first use");
        }
    }

    /** Rejects all later declarations. */
    void close() {
        closed = true;
    }

    List<State> states() {
        return states;
    }

    List<Trigger> triggers() {
        return triggers;
    }

    State add(State state) {
        requireOpen();
        states.add(state);
        return state;
    }

    State findOrDeclare(String name) {
        for (State state : states) {
            if (nameIs(state.name, name)) {
                state.calls++;
                return state;
            }
        }
        if (FieldNames.apply(machine, states, triggers)) {
            return findOrDeclare(name);
        }
        if (closed) {
            throw new IllegalArgumentException(
                    "Machine [" + machine.name() + "] has no state [" + name + "]; it has " + states);
        }
        return add(new State(machine, null, name));
    }

    private static boolean nameIs(@Nullable String name, String sought) {
        return sought.equals(name);
    }

    Trigger findOrDeclareTrigger(String name) {
        for (Trigger trigger : triggers) {
            if (nameIs(trigger.name, name)) {
                return trigger;
            }
        }
        if (FieldNames.apply(machine, states, triggers)) {
            return findOrDeclareTrigger(name);
        }
        if (closed) {
            throw new IllegalArgumentException(
                    "Machine [" + machine.name() + "] has no trigger [" + name + "]; it has " + triggers);
        }
        return add(new Trigger(machine, name));
    }

    <T extends Trigger> T add(T trigger, TransitionBuilder<?>... paths) {
        requireOpen();
        trigger.paths.addAll(List.of(paths));
        triggers.add(trigger);
        return trigger;
    }

    Trigger whenDone(TransitionBuilder<Object> path) {
        requireOpen();
        if (!(path.source instanceof State state)) {
            throw new IllegalArgumentException(
                    "source [any] is never done; start the transition from the state that contains the final one");
        }
        Trigger trigger = whenDone.get(state);
        if (trigger == null) {
            trigger = add(new Trigger(machine, null));
            whenDone.put(state, trigger);
        }
        trigger.paths.add(path);
        return trigger;
    }

    Trigger.Of<Throwable> whenFailed(TransitionBuilder<? super Throwable> path) {
        requireOpen();
        Trigger.Of<Throwable> trigger = whenFailed;
        if (trigger == null) {
            whenFailed = trigger = add(new Trigger.Of<>(machine, DefinitionDraft.FAILURE, Throwable.class));
        }
        trigger.paths.add(path);
        return trigger;
    }

    String nameOf(State state) {
        if (state.name == null) {
            FieldNames.apply(machine, states, triggers);
        }
        return state.name == null ? "unnamed" : state.name;
    }

    String nameOf(Trigger trigger) {
        if (trigger.name == null) {
            FieldNames.apply(machine, states, triggers);
        }
        for (Map.Entry<State, Trigger> each : whenDone.entrySet()) {
            if (each.getValue() == trigger) { // Takes precedence over the name of a field that holds it.
                return DefinitionDraft.completionOf(nameOf(each.getKey()));
            }
        }
        return trigger.name == null ? unnamed(trigger) : trigger.name;
    }

    /** Returns the name of a trigger that is not held by any readable field. */
    private static String unnamed(Trigger trigger) {
        if (trigger.paths.isEmpty()) {
            return "unnamed";
        }
        TransitionBuilder<?> path = trigger.paths.get(0);
        if (!path.targets.isEmpty()) {
            return path.source + "->" + path.targets;
        }
        return path.source + "->" + (path.target == null ? path.source : path.target);
    }

    /** Returns the declaration by numbers; elements of other machines are added to its problems. */
    DefinitionDraft draft() {
        DefinitionDraft draft = new DefinitionDraft(machine.name());
        draft.problems.addAll(FieldNames.problems(machine, states));
        for (State state : states) {
            draft.nodes.add(node(state, draft));
        }
        for (Trigger trigger : triggers) {
            String name = nameOf(trigger);
            trigger.name = name;
            draft.triggers.add(name);
        }
        for (int number = 0; number < triggers.size(); number++) {
            for (TransitionBuilder<?> path : triggers.get(number).paths) {
                add(path, number, draft);
            }
        }
        draft.failureTrigger = whenFailed == null ? -1 : triggers.indexOf(whenFailed);
        return draft;
    }

    private void add(TransitionBuilder<?> path, int number, DefinitionDraft draft) {
        Trigger trigger = triggers.get(number);
        List<DefinitionDraft.Arrow> arrows = new ArrayList<>();
        for (TransitionTarget target : path.targets) {
            arrows.add(arrow(path, target, draft, trigger));
        }
        if (arrows.isEmpty()) {
            arrows.add(arrow(path, path.target, draft, trigger));
        }
        if (arrows.contains(null)) {
            return;
        }
        arrows.get(0).trigger = number;
        if (path.targets.isEmpty()) {
            draft.arrows.add(arrows.get(0));
        } else if (path.choice == null) {
            draft.problems.add("Trigger [" + trigger.name + "] leads from [" + path.source + "] to one of "
                    + path.targets + " and has no choice; set it with by(function)");
        } else {
            draft.addChoice(arrows, choice(path, trigger.name()));
        }
    }

    private static Behaviour.Choice choice(TransitionBuilder<?> path, String trigger) {
        Function<@Nullable Object, ? extends @Nullable State> function = requireNonNull(path.choice);
        return (context, payload) -> {
            State chosen = function.apply(payload);
            int index = chosen == null ? -1 : path.targets.indexOf(chosen);
            if (index < 0) {
                throw new IllegalStateException("The choice of trigger [" + trigger + "] has returned [" + chosen
                        + "], which is none of its targets " + path.targets + "; declare it with toOneOf");
            }
            return index;
        };
    }

    private DefinitionDraft.Node node(State state, DefinitionDraft draft) {
        if (state.name == null) {
            FieldNames.apply(machine, states, triggers);
        }
        if (state.name == null) {
            draft.problems.add(
                    "State number [" + (states.indexOf(state) + 1) + "] has no name, and no field that can be read"
                            + " holds it; give it one, or the machine MachineOptions.lookup(MethodHandles.lookup())");
            state.name = "unnamed " + (states.indexOf(state) + 1);
        }
        DefinitionDraft.Node node = new DefinitionDraft.Node(state.name);
        node.parent = state.parent == null ? -1 : states.indexOf(state.parent);
        node.initial = state.initial;
        node.parallel = state.parallel;
        node.last = state.last;
        node.settable = state.settable;
        node.entries.addAll(state.entries);
        node.exits.addAll(state.exits);
        draft.actionsTakeTransition |= state.actionsTakeTransition;
        for (Trigger trigger : state.deferred) {
            int number = triggers.indexOf(trigger);
            if (number < 0) {
                draft.problems.add("State [" + state.name + "] defers trigger [" + trigger.name() + "] of machine ["
                        + trigger.machine.name() + "]; it can only defer its own machine's");
            } else {
                node.deferred.set(number);
            }
        }
        return node;
    }

    private DefinitionDraft.@Nullable Arrow arrow(
            TransitionBuilder<?> path, @Nullable TransitionTarget to, DefinitionDraft draft, Trigger trigger) {
        int source = path.source instanceof State state ? number(state, draft, trigger) : Edge.ANY;
        int target = Edge.NOWHERE;
        Edge.Reach reach = Edge.Reach.STATE;
        if (to instanceof State state) {
            target = number(state, draft, trigger);
        } else if (to instanceof State.HistoryTarget past) {
            target = number(past.state(), draft, trigger);
            reach = past.deep() ? Edge.Reach.DEEP_HISTORY : Edge.Reach.SHALLOW_HISTORY;
        }
        if (source == Integer.MIN_VALUE || target == Integer.MIN_VALUE) {
            return null;
        }
        DefinitionDraft.Arrow arrow = new DefinitionDraft.Arrow(source, target, reach);
        arrow.reentrant = path.reentrant;
        arrow.takesPayload = trigger instanceof Trigger.Of<?>;
        arrow.afterNanos = path.afterNanos;
        arrow.idleNanos = path.idleNanos;
        arrow.guards.addAll(path.guards);
        arrow.actions.addAll(path.actions);
        return arrow;
    }

    private int number(State state, DefinitionDraft draft, Trigger trigger) {
        int number = states.indexOf(state);
        if (number >= 0) {
            return number;
        }
        draft.problems.add("Trigger [" + requireNonNull(trigger.name) + "] refers to state [" + state.name()
                + "] of machine [" + state.machine.name() + "]; transitions connect states of one machine");
        return Integer.MIN_VALUE;
    }
}
