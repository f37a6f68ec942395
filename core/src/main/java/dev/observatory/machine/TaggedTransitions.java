package dev.observatory.machine;

import dev.observatory.machine.diagram.StateDiagram;
import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.MemberTags;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The transitions that an existing class declares by its tags: rows of a table, and the input of diagrams. */
final class TaggedTransitions {
    private static final String TAG = MachineState.Transition.class.getSimpleName();

    private final StateField field;
    private final List<Rule> rules;
    private final List<String> states;

    private TaggedTransitions(StateField field) {
        this.field = field;
        this.rules = rulesOf(field.owner());
        this.states = statesOf(field, rules);
    }

    /**
     * What the tag of a method says.
     *
     * @param key the name and the descriptor of the method
     * @param from empty for any state
     */
    record Rule(String key, String method, List<String> from, String to) {

        static Rule of(Method method, MachineState.Transition tag) {
            MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
            String key = method.getName() + type.toMethodDescriptorString();
            return new Rule(key, method.getName(), List.of(tag.from()), tag.to());
        }

        /** Describes a method of a class that reflection refuses. */
        static Rule of(MemberTags method) {
            String key = method.member();
            List<String> from =
                    method.list(TAG, "from").stream().map(String::valueOf).toList();
            return new Rule(key, key.substring(0, key.indexOf('(')), from, method.text(TAG, "to"));
        }
    }

    /**
     * Returns what the tag of a method says.
     *
     * @param key the name and the descriptor of the method
     */
    static Rule ruleOf(Class<?> type, String key) {
        for (Rule rule : rulesOf(type)) {
            if (rule.key().equals(key)) {
                return rule;
            }
        }
        throw new IllegalStateException(
                "Class [" + type.getName() + "] has no method [" + key + "] that is a transition");
    }

    static List<TransitionRow> rows(StateField field) {
        return new TaggedTransitions(field)
                .rules.stream()
                        .flatMap(rule -> sourcesOf(rule).stream().map(from -> row(rule, from)))
                        .toList();
    }

    private static TransitionRow row(Rule rule, String from) {
        return new TransitionRow(from, rule.method(), rule.to(), TransitionKind.EXTERNAL, List.of(), "");
    }

    private static List<String> sourcesOf(Rule rule) {
        return rule.from().isEmpty() ? List.of("any") : rule.from();
    }

    /** Returns the tagged methods in an order that depends on nothing but their tags and signatures. */
    private static List<Rule> rulesOf(Class<?> type) {
        List<Rule> rules = new ArrayList<>();
        try {
            for (Method method : type.getDeclaredMethods()) {
                MachineState.Transition tag = method.getAnnotation(MachineState.Transition.class);
                if (tag != null && !method.isSynthetic()) { // bridges have the annotations of what they call
                    rules.add(Rule.of(method, tag));
                }
            }
        } catch (LinkageError | TypeNotPresentException refused) {
            rules.clear();
            for (MemberTags member : AgentPresence.tagsOf(type)) {
                if (member.has(TAG)) {
                    rules.add(Rule.of(member));
                }
            }
        }
        rules.sort(Comparator.comparing(Rule::method).thenComparing(Rule::key));
        return rules;
    }

    /** Returns all constants of the type of the field, then other names in tags. */
    private static List<String> statesOf(StateField field, List<Rule> rules) {
        Set<String> states = new LinkedHashSet<>();
        Object[] constants = field.type().getEnumConstants();
        if (constants != null) {
            Stream.of(constants).map(MachineWeaving::nameOf).forEach(states::add);
        }
        rules.forEach(rule -> states.addAll(rule.from()));
        rules.forEach(rule -> states.add(rule.to()));
        return List.copyOf(states);
    }

    static StateDiagram diagram(StateField field) {
        return new TaggedTransitions(field).diagram();
    }

    private StateDiagram diagram() {
        List<StateDiagram.Node> nodes = states.stream()
                .map(name -> new StateDiagram.Node(name, StateDiagram.NONE, List.of(), StateDiagram.NONE, false, false))
                .toList();
        Set<StateDiagram.Arrow> arrows = new LinkedHashSet<>(); // overloads may have the same tags
        for (Rule rule : rules) {
            if (rule.from().isEmpty()) {
                arrows.add(arrow(rule, StateDiagram.NONE));
            }
            for (String from : rule.from()) {
                arrows.add(arrow(rule, states.indexOf(from)));
            }
        }
        return new StateDiagram(field.owner().getSimpleName(), StateDiagram.NONE, nodes, new ArrayList<>(arrows));
    }

    private StateDiagram.Arrow arrow(Rule rule, int source) {
        return new StateDiagram.Arrow(
                source,
                states.indexOf(rule.to()),
                StateDiagram.End.STATE,
                false,
                false,
                rule.method(),
                StateDiagram.NONE,
                List.of(),
                null,
                rule.method());
    }
}
