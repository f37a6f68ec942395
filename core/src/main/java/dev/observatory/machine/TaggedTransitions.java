package dev.observatory.machine;

import dev.observatory.machine.diagram.StateDiagram;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The transitions that an existing class declares by its tags: rows of a table, and the input of diagrams. */
final class TaggedTransitions {
    private final Field field;
    private final List<Method> methods;
    private final List<String> states;

    private TaggedTransitions(Field field) {
        this.field = field;
        this.methods = methodsOf(field.getDeclaringClass());
        this.states = statesOf(field, methods);
    }

    static List<TransitionRow> rows(Field field) {
        TaggedTransitions transitions = new TaggedTransitions(field);
        return transitions.methods.stream()
                .flatMap(method -> transitions.sourcesOf(method).stream().map(from -> row(method, from)))
                .toList();
    }

    private static TransitionRow row(Method method, String from) {
        return new TransitionRow(from, method.getName(), rule(method).to(), TransitionKind.EXTERNAL, List.of(), "");
    }

    private static MachineState.Transition rule(Method method) {
        return method.getAnnotation(MachineState.Transition.class);
    }

    private List<String> sourcesOf(Method method) {
        List<String> from = List.of(rule(method).from());
        return from.isEmpty() ? List.of("any") : from;
    }

    /** Returns the tagged methods in an order that depends on nothing but their tags and signatures. */
    private static List<Method> methodsOf(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(MachineState.Transition.class))
                .filter(method -> !method.isSynthetic()) // bridges have the annotations of what they call
                .sorted(Comparator.comparing(Method::getName)
                        .thenComparing(method -> Arrays.toString(method.getParameterTypes())))
                .toList();
    }

    /** Returns all constants of the type of the field, then other names in tags. */
    private static List<String> statesOf(Field field, List<Method> methods) {
        Set<String> states = new LinkedHashSet<>();
        Object[] constants = field.getType().getEnumConstants();
        if (constants != null) {
            Stream.of(constants).map(MachineWeaving::nameOf).forEach(states::add);
        }
        methods.forEach(method -> states.addAll(List.of(rule(method).from())));
        methods.forEach(method -> states.add(rule(method).to()));
        return List.copyOf(states);
    }

    static StateDiagram diagram(Field field) {
        return new TaggedTransitions(field).diagram();
    }

    private StateDiagram diagram() {
        List<StateDiagram.Node> nodes = states.stream()
                .map(name -> new StateDiagram.Node(name, StateDiagram.NONE, List.of(), StateDiagram.NONE, false, false))
                .toList();
        Set<StateDiagram.Arrow> arrows = new LinkedHashSet<>(); // overloads may have the same tags
        for (Method method : methods) {
            if (rule(method).from().length == 0) {
                arrows.add(arrow(method, StateDiagram.NONE));
            }
            for (String from : rule(method).from()) {
                arrows.add(arrow(method, states.indexOf(from)));
            }
        }
        return new StateDiagram(
                field.getDeclaringClass().getSimpleName(), StateDiagram.NONE, nodes, new ArrayList<>(arrows));
    }

    private StateDiagram.Arrow arrow(Method method, int source) {
        return new StateDiagram.Arrow(
                source,
                states.indexOf(rule(method).to()),
                StateDiagram.End.STATE,
                false,
                false,
                method.getName(),
                StateDiagram.NONE,
                List.of(),
                null,
                method.getName());
    }
}
