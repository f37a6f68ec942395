package dev.observatory.machine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A random definition, once for the library and once for {@link NaiveMachine}, with guards that a test opens and shuts. */
final class RandomMachine extends Machine {
    private static final int TRIGGERS = 4;

    final NaiveMachine naive = new NaiveMachine();
    final List<String> log = new ArrayList<>();
    final boolean[] open = new boolean[8];
    private final List<State> made = new ArrayList<>();
    private final Random random;

    RandomMachine(Random random, MachineOptions options) {
        super(options);
        this.random = random;
        level(null, null, 0);
        Set<String> unguarded = new HashSet<>();
        for (int trigger = 0; trigger < TRIGGERS; trigger++) {
            Trigger declared = trigger("t" + trigger);
            int arrows = 1 + random.nextInt(made.size());
            for (int i = 0; i < arrows; i++) {
                arrow(declared, "t" + trigger, unguarded);
            }
            if (declared.paths.isEmpty()) {
                declared.on(ANY.stay().then(() -> log.add("!none")));
                naive.arrows.add(new NaiveMachine.Arrow(
                        null, null, NaiveMachine.Goal.INTERNAL, "t" + trigger, false, null, "none"));
            }
        }
        completions();
    }

    private void level(@Nullable State parent, NaiveMachine.@Nullable Node naiveParent, int depth) {
        boolean isParallel = parent != null && parent.parallel;
        int size = isParallel ? 2 + random.nextInt(2) : 2 + random.nextInt(3);
        int initial = isParallel ? -1 : random.nextInt(size);
        for (int i = 0; i < size; i++) {
            String name = "s" + made.size();
            State state = parent == null ? state(name) : parent.state(name);
            NaiveMachine.Node node = new NaiveMachine.Node(name, naiveParent, made.size());
            made.add(state);
            naive.nodes.add(node);
            state.initial = node.initial = i == initial;
            state.onEntry(() -> log.add("+" + name)).onExit(() -> log.add("-" + name));
            int kind = random.nextInt(10);
            if (depth < 3 && (kind < 3 || (isParallel && depth < 4 && kind < 8))) {
                if (random.nextInt(3) == 0) {
                    state.parallel();
                    node.parallel = true;
                }
                level(state, node, depth + 1);
            } else if (!isParallel && i != initial && kind == 9) {
                state.asFinal();
                node.last = true;
            }
            state.requireTrigger(false);
        }
    }

    private void arrow(Trigger declared, String trigger, Set<String> unguarded) {
        int from = random.nextInt(made.size() + 1) - 1;
        if (from >= 0 && made.get(from).last) {
            return;
        }
        int to = random.nextInt(made.size());
        NaiveMachine.Node source = from < 0 ? null : naive.nodes.get(from);
        NaiveMachine.Node target = naive.nodes.get(to);
        NaiveMachine.Goal goal = List.of(NaiveMachine.Goal.values()).get(random.nextInt(4));
        if (target.children.isEmpty() && goal != NaiveMachine.Goal.INTERNAL) {
            goal = NaiveMachine.Goal.STATE;
        }
        boolean guarded = unguarded.contains(from + trigger) || random.nextInt(2) == 0;
        if (unguarded.contains(from + trigger)) {
            return; // What comes after one without a guard would never be taken.
        }
        if (!guarded) {
            unguarded.add(from + trigger);
        }
        boolean reentrant = random.nextInt(4) == 0;
        int guard = random.nextInt(open.length);
        String name = "a" + naive.arrows.size();
        naive.arrows.add(new NaiveMachine.Arrow(
                source, target, goal, trigger, reentrant, guarded ? () -> open[guard] : null, name));
        TransitionSource start = from < 0 ? ANY : made.get(from);
        TransitionBuilder<Object> path =
                switch (goal) {
                    case INTERNAL -> start.stay();
                    case STATE -> start.to(made.get(to));
                    case SHALLOW -> start.to(made.get(to).history());
                    case DEEP -> start.to(made.get(to).deepHistory());
                };
        if (guarded) {
            path.when("g" + guard, () -> open[guard]);
        }
        if (reentrant) {
            path.reentrant();
        }
        declared.on(path.then(() -> log.add("!" + name)));
    }

    /** They lead to the top, where nothing that is done is entered: else a machine could loop forever. */
    private void completions() {
        List<Integer> tops = naive.nodes.stream()
                .filter(node -> node.parent == null)
                .map(node -> node.number)
                .toList();
        for (int i = 0; i < made.size(); i++) {
            NaiveMachine.Node node = naive.nodes.get(i);
            if (!node.children.isEmpty() && random.nextBoolean()) {
                int to = tops.get(random.nextInt(tops.size()));
                String name = "done" + i;
                naive.arrows.add(new NaiveMachine.Arrow(
                        node, naive.nodes.get(to), NaiveMachine.Goal.STATE, null, false, null, name));
                whenDone(made.get(i).to(made.get(to)).then(() -> log.add("!" + name)));
            }
        }
    }

    List<String> activeNames() {
        return activeStates().stream().map(State::name).toList();
    }

    Trigger any(Random chosen) {
        return trigger("t" + chosen.nextInt(TRIGGERS));
    }
}
