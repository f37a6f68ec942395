package dev.observatory.attribute;

import dev.observatory.hook.Demand;
import dev.observatory.hook.ErrorPolicy;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.Hook1;
import dev.observatory.hook.HookOptions;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * One observable field of a class, for all its instances.
 *
 * <p>Observers run on the assigning thread, after the store; what they throw goes to
 * {@link dev.observatory.hook.ObserverErrors} and never to the program. There is one attribute per field, held by the
 * class that declares it; all methods are safe from any thread.
 *
 * @param <T> the type of the field, boxed
 */
public final class Attribute<T> {
    private final Field field;
    private final boolean changesOnly;
    private final boolean duringConstruction;
    private final EventHook<Assignment<T>> assigned;
    private final Demand demand;

    Attribute(Field field, ObservableAttr tag) {
        this.field = field;
        this.changesOnly = tag.changesOnly();
        this.duringConstruction = tag.duringConstruction();
        this.assigned = new EventHook<>(
                HookOptions.named(field.getDeclaringClass().getName() + "." + field.getName() + " assigned")
                        .errors(ErrorPolicy.ISOLATE)
                        .onDemand(() -> demand().changed()));
        this.demand = new Demand(assigned::isObserved);
    }

    /**
     * Emits after each assignment.
     *
     * @return the connect side
     */
    public Hook1<Assignment<T>> assigned() {
        return assigned;
    }

    /**
     * The field's name.
     *
     * @return the name
     */
    public String name() {
        return field.getName();
    }

    /**
     * The class that declares the field.
     *
     * @return the class
     */
    public Class<?> owner() {
        return field.getDeclaringClass();
    }

    /**
     * The field's declared type.
     *
     * @return the type, not boxed
     */
    public Class<?> type() {
        return field.getType();
    }

    /**
     * Tells whether assignments in the declaring class are woven.
     *
     * @return true if the agent has woven the class
     */
    public boolean isWoven() {
        return AttributeWeaving.isWoven(owner(), name());
    }

    boolean duringConstruction() {
        return duringConstruction;
    }

    void emit(@Nullable Object instance, @Nullable T oldValue, @Nullable T newValue) {
        if (!changesOnly || !SameValue.test(oldValue, newValue)) {
            assigned.emit(new Assignment<>(this, instance, oldValue, newValue));
        }
    }

    Demand demand() {
        return demand;
    }

    @Override
    public String toString() {
        return "attribute [" + owner().getName() + "." + name() + "]";
    }
}
