package dev.observatory.machine;

import dev.observatory.runtime.Demand;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * The entry points of this package for woven code. Public because {@code dev.observatory.weave} is another package.
 *
 * @hidden
 */
public final class MachineWeaving {
    private final ObservedMachineClass machine;
    private final TaggedTransitions.Rule rule;

    private MachineWeaving(ObservedMachineClass machine, TaggedTransitions.Rule rule) {
        this.machine = machine;
        this.rule = rule;
    }

    /**
     * Returns the transition of a woven method that is about to run for the first time.
     *
     * @param type the class that declares a method tagged {@link MachineState.Transition}
     * @param key the name and the descriptor of the method, as in the class file
     * @return an object that reports its calls
     * @throws IllegalArgumentException if its class has no field that is tagged {@link MachineState}
     * @throws IllegalStateException if there is no such method
     */
    public static MachineWeaving link(Class<?> type, String key) {
        return new MachineWeaving(ObservedMachineClass.find(type), TaggedTransitions.ruleOf(type, key));
    }

    /**
     * Returns a handle that reads the state.
     *
     * @param lookup that of the class that declares the method
     * @param isStaticMethod whether the method is static
     * @return takes an object, or null if the field tagged {@link MachineState} is static
     * @throws IllegalArgumentException if the field belongs to objects, and the method to none
     * @throws ReflectiveOperationException if the class cannot read the field
     */
    public MethodHandle getter(MethodHandles.Lookup lookup, boolean isStaticMethod)
            throws ReflectiveOperationException {
        StateField field = machine.field();
        if (isStaticMethod && !field.isStatic()) {
            throw new IllegalArgumentException(
                    "field [" + field.name() + "] tagged @MachineState belongs to objects, and the method to none");
        }
        return field.getter(lookup);
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
        machine.emit(new ObservedTransition(target, rule.method(), before, after, rule.from(), rule.to(), crashed));
    }
}
