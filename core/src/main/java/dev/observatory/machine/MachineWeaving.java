package dev.observatory.machine;

import dev.observatory.runtime.Demand;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What woven code needs of this package. Not for applications: names and meanings may change.
 */
public final class MachineWeaving {
    private final ObservedMachineClass machine;
    private final String method;
    private final MachineState.Transition rule;

    private MachineWeaving(ObservedMachineClass machine, Method method) {
        this.machine = machine;
        this.method = method.getName();
        this.rule = method.getAnnotation(MachineState.Transition.class);
    }

    /**
     * What a woven method that is about to run for the first time is a transition of.
     *
     * @param method tagged {@link MachineState.Transition}
     * @return what tells its calls
     * @throws IllegalArgumentException if its class has no field that is tagged {@link MachineState}
     */
    public static MachineWeaving link(Method method) {
        return new MachineWeaving(ObservedMachineClass.find(method.getDeclaringClass()), method);
    }

    /**
     * The field that holds the state.
     *
     * @return tagged {@link MachineState}
     */
    public Field field() {
        return machine.field();
    }

    /**
     * Tells woven code whether somebody listens.
     *
     * @return the demand of the class's hooks
     */
    public Demand demand() {
        return machine.demand();
    }

    /**
     * The name of a state.
     *
     * @param state what the field holds
     * @return the constant's name, or the value's text
     */
    public static String nameOf(@Nullable Object state) {
        return state instanceof Enum<?> constant ? constant.name() : String.valueOf(state);
    }

    /**
     * The method has ended.
     *
     * @param target its object; null if it is static
     * @param before the state in which it was called
     * @param after the state in which it was left
     * @param crashed whether it threw
     */
    public void emit(@Nullable Object target, String before, String after, boolean crashed) {
        machine.emit(new ObservedTransition(target, method, before, after, List.of(rule.from()), rule.to(), crashed));
    }
}
