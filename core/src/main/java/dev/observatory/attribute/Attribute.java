package dev.observatory.attribute;

import dev.observatory.hook.Hook1;
import dev.observatory.runtime.AgentPresence;
import java.lang.reflect.Field;

/**
 * One observable field of a class, for all its instances.
 *
 * <p>Observers run on the assigning thread, after the store; what they throw goes to
 * {@link dev.observatory.hook.ObserverErrors} and never to the program. There is one attribute per field, held by the
 * class that declares it, and one per object that it was bound to; all methods are safe from any thread.
 *
 * @param <T> the type of the field, boxed
 */
public abstract sealed class Attribute<T> permits SharedAttribute, BoundAttribute {
    Attribute() {}

    /**
     * Emits after each assignment.
     *
     * @return the connect side
     */
    public abstract Hook1<Assignment<T>> assigned();

    /**
     * This field of one object only. An assignment reaches the object's observers first, then those of the field; what
     * constructors assign reaches only the latter.
     *
     * @param target the object, compared by identity and held weakly; an observer that refers to it keeps it alive
     * @return the attribute of the object; the same one, with its observers, as long as the object lives
     * @throws NullPointerException if {@code target} is null
     * @throws IllegalArgumentException if the field is static
     */
    public abstract Attribute<T> bind(Object target);

    /**
     * The field's name.
     *
     * @return the name
     */
    public String name() {
        return field().getName();
    }

    /**
     * The class that declares the field.
     *
     * @return the class
     */
    public Class<?> owner() {
        return field().getDeclaringClass();
    }

    /**
     * The field's declared type.
     *
     * @return the type, not boxed
     */
    public Class<?> type() {
        return field().getType();
    }

    /**
     * Tells whether assignments in the declaring class are woven.
     *
     * @return true if the agent has woven the class
     */
    public boolean isWoven() {
        return AgentPresence.isWoven(owner(), name());
    }

    abstract Field field();

    @Override
    public String toString() {
        return "attribute [" + owner().getName() + "." + name() + "]";
    }
}
