package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.ErrorPolicy;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.Hook1;
import dev.observatory.hook.HookOptions;
import dev.observatory.machine.diagram.DotDiagram;
import dev.observatory.machine.diagram.MermaidDiagram;
import dev.observatory.machine.diagram.PlantUmlDiagram;
import dev.observatory.machine.diagram.ScxmlDocument;
import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.Demand;
import java.lang.reflect.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An existing class as a machine: the transitions that its methods tagged {@link MachineState.Transition} perform on the field tagged
 * {@link MachineState}, in all its objects and those of its subclasses.
 *
 * <p>Observers are called on the thread that called the method, just before it returns or throws; an exception that one throws goes to
 * {@link dev.observatory.hook.ObserverErrors} and never to the method. Safe for use by multiple threads to the extent that the class
 * itself is: the field is read before and after the method, and a change by another thread in between is attributed to the method.
 */
public final class ObservedMachineClass {
    private static final ClassValue<ObservedMachineClass> BY_CLASS = new ClassValue<>() {
        @Override
        protected ObservedMachineClass computeValue(Class<?> type) {
            Field field = stateField(type);
            if (field == null) {
                throw new IllegalArgumentException("Class [" + type.getName()
                        + "] has no field tagged @MachineState, neither its own nor an inherited one; tag the one that holds"
                        + " the state");
            }
            return field.getDeclaringClass() == type
                    ? new ObservedMachineClass(field)
                    : find(field.getDeclaringClass());
        }
    };

    private final Field field;
    private final EventHook<ObservedTransition> updated;
    private final EventHook<ObservedTransition> violated;
    private final Demand demand = new Demand(this::isObserved);

    private ObservedMachineClass(Field field) {
        this.field = field;
        this.updated = hook(field, "updated");
        this.violated = hook(field, "violated");
    }

    private EventHook<ObservedTransition> hook(Field of, String member) {
        String name = of.getDeclaringClass().getSimpleName() + "." + of.getName() + "." + member;
        return new EventHook<>(
                HookOptions.named(name).errors(ErrorPolicy.ISOLATE).onDemand(() -> demand().notifyListeners()));
    }

    private static @Nullable Field stateField(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (field.isAnnotationPresent(MachineState.class)) {
                    return field;
                }
            }
        }
        return null;
    }

    /**
     * Returns the machine of a class.
     *
     * @param type a class with a field tagged {@link MachineState}, or a subclass of one
     * @return the machine; always the same instance
     * @throws IllegalArgumentException if there is no such field
     * @throws NullPointerException if {@code type} is null
     */
    public static ObservedMachineClass of(Class<?> type) {
        ObservedMachineClass machine = find(requireNonNull(type, "type"));
        AgentPresence.warnIfAbsent("Transitions of " + type.getName() + " will not be reported");
        return machine;
    }

    static ObservedMachineClass find(Class<?> type) {
        return BY_CLASS.get(type);
    }

    /**
     * Returns the hook that emits after each transition that conformed to its tag.
     *
     * @return the hook; its observers are called on the thread of the method, and their exceptions never reach it
     */
    public Hook1<ObservedTransition> updated() {
        return updated;
    }

    /**
     * Returns the hook that emits after each call that began in a state that its tag does not allow, ended in a state other than the
     * tagged one, or threw and still changed the state.
     *
     * @return the hook; its observers are called on the thread of the method, and their exceptions never reach it
     */
    public Hook1<ObservedTransition> violated() {
        return violated;
    }

    /**
     * Returns the transitions that the class that declares the field is tagged with.
     *
     * @return one row for each tagged method and state that it may be called in, ordered by the names of the methods; methods of
     *     subclasses are not included
     */
    public List<TransitionRow> transitions() {
        return TaggedTransitions.rows(field);
    }

    /**
     * Returns a diagram of the tagged transitions for Mermaid. The states are the constants of the type of the field, if that is an
     * enum, and the names in the tags; where an object starts is not known.
     *
     * @return a {@code stateDiagram-v2}
     */
    public String toMermaid() {
        return MermaidDiagram.of(TaggedTransitions.diagram(field));
    }

    /**
     * Returns a diagram of the tagged transitions for Graphviz, with the states of {@link #toMermaid}.
     *
     * @return a {@code digraph}
     */
    public String toDot() {
        return DotDiagram.of(TaggedTransitions.diagram(field));
    }

    /**
     * Returns a diagram of the tagged transitions for PlantUML, with the states of {@link #toMermaid}.
     *
     * @return a state diagram
     */
    public String toPlantUml() {
        return PlantUmlDiagram.of(TaggedTransitions.diagram(field));
    }

    /**
     * Returns the tagged transitions as State Chart XML, with the states of {@link #toMermaid}.
     *
     * @return an SCXML 1.0 document
     */
    public String toScxml() {
        return ScxmlDocument.of(TaggedTransitions.diagram(field));
    }

    private boolean isObserved() {
        return updated.isObserved() || violated.isObserved();
    }

    Demand demand() {
        return demand;
    }

    Field field() {
        return field;
    }

    void emit(ObservedTransition transition) {
        if (!transition.isLegal()) {
            violated.emit(transition);
        } else if (!transition.crashed()) {
            updated.emit(transition);
        }
    }

    @Override
    public String toString() {
        return "machine class [" + field.getDeclaringClass().getName() + "]";
    }
}
