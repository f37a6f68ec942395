package dev.observatory.machine;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.ErrorPolicy;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.Hook1;
import dev.observatory.hook.HookOptions;
import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.Demand;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * An existing class as a machine: what its methods that are tagged {@link MachineState.Transition} do to the field that is
 * tagged {@link MachineState}, in all its objects and those of its sub-classes.
 *
 * <p>Observers run on the thread that called the method, just before that returns or throws; what they throw reaches nobody but
 * {@link dev.observatory.hook.ObserverErrors}. Safe from any thread, as far as the class itself is: the field is read before
 * and after the method, and what other threads do to it meanwhile is taken for the method's doing.
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
                HookOptions.named(name).errors(ErrorPolicy.ISOLATE).onDemand(() -> demand().changed()));
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
     * The machine that a class is.
     *
     * @param type a class with a field that is tagged {@link MachineState}, or a sub-class of one
     * @return its machine; always the same
     * @throws IllegalArgumentException if there is no such field
     * @throws NullPointerException if {@code type} is null
     */
    public static ObservedMachineClass of(Class<?> type) {
        ObservedMachineClass machine = find(requireNonNull(type, "type"));
        AgentPresence.warnIfAbsent("Transitions of " + type.getName() + " will not be told");
        return machine;
    }

    static ObservedMachineClass find(Class<?> type) {
        return BY_CLASS.get(type);
    }

    /**
     * Tells each transition that was as its tag says.
     *
     * @return the connect side
     */
    public Hook1<ObservedTransition> updated() {
        return updated;
    }

    /**
     * Tells each call that began in a state in which it may not be called, ended in another one than its tag says, or threw and
     * changed the state all the same.
     *
     * @return the connect side
     */
    public Hook1<ObservedTransition> violated() {
        return violated;
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
