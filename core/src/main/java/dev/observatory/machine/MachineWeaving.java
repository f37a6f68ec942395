package dev.observatory.machine;

import dev.observatory.runtime.Demand;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entry points of this package for woven code. Public because {@code dev.observatory.weave} is another package.
 *
 * @hidden
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
     * Returns the transition of a woven method that is about to run for the first time.
     *
     * @param method a method tagged {@link MachineState.Transition}
     * @return an object that reports its calls
     * @throws IllegalArgumentException if its class has no field that is tagged {@link MachineState}
     */
    public static MachineWeaving link(Method method) {
        return new MachineWeaving(ObservedMachineClass.find(method.getDeclaringClass()), method);
    }

    /**
     * Returns the field that holds the state.
     *
     * @return the field tagged {@link MachineState}
     */
    public Field field() {
        return machine.field();
    }

    /**
     * Returns the demand for transitions of the class, which notifies woven code when it changes.
     *
     * @return the demand
     */
    public Demand demand() {
        return machine.demand();
    }

    /**
     * Returns the name of a state.
     *
     * @param state the value of the field
     * @return the name of the constant, or the string form of the value
     */
    public static String nameOf(@Nullable Object state) {
        return state instanceof Enum<?> constant ? constant.name() : String.valueOf(state);
    }

    /**
     * Called when the method has ended. Notifies the observers.
     *
     * @param target its object; null if it is static
     * @param before the state before the call
     * @param after the state after the call
     * @param crashed whether it threw
     */
    public void emit(@Nullable Object target, String before, String after, boolean crashed) {
        machine.emit(new ObservedTransition(target, method, before, after, List.of(rule.from()), rule.to(), crashed));
    }
}
