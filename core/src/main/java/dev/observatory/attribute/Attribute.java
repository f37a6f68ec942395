package dev.observatory.attribute;

import dev.observatory.hook.Hook1;
import dev.observatory.runtime.AgentPresence;

/**
 * An observable field of a class, for all its instances or for one target.
 *
 * <p>Observers are notified on the assigning thread, after the store. Their exceptions go to
 * {@link dev.observatory.hook.ObserverErrors}, never to the assigning code. There is one attribute per field, held by
 * the class that declares it, and one per target that it was bound to. All methods are safe from any thread.
 *
 * @param <T> the type of the field, boxed
 */
public abstract sealed class Attribute<T> permits SharedAttribute, BoundAttribute {
    Attribute() {}

    /**
     * Returns the hook that emits after each assignment to the field, on the assigning thread. Exceptions of observers
     * go to {@link dev.observatory.hook.ObserverErrors}; other observers still run.
     *
     * <p>If an observer assigns the same field of the same target, that is emitted after all observers have received the present
     * assignment: each receives the assignments of a thread in their order, and the last one has the value that is in the field.
     * Observers that assign the field in response to each other without end are reported to {@code ObserverErrors}.
     *
     * @return the hook
     */
    public abstract Hook1<Assignment<T>> assigned();

    /**
     * Returns the attribute of this field in one object only. An assignment is emitted to the observers of the target
     * first, then to those of the field; what constructors assign is emitted to the latter only. A proxy of Spring, Hibernate, Weld or
     * Quarkus that forwards calls stands for the object behind it at this time.
     *
     * @param target the object, compared by identity and held weakly; an observer that refers to it keeps it reachable
     * @return the attribute of the target; the same instance, with its observers, as long as the target is reachable
     * @throws NullPointerException if {@code target} is null
     * @throws IllegalArgumentException if the field is static, or if the target is a proxy and the object behind it cannot be found; the
     *     message describes the proxy
     */
    public abstract Attribute<T> bind(Object target);

    /**
     * Returns the name of the field.
     *
     * @return the name
     */
    public String name() {
        return field().name();
    }

    /**
     * Returns the class that declares the field.
     *
     * @return the class
     */
    public Class<?> owner() {
        return field().owner();
    }

    /**
     * Returns the declared type of the field.
     *
     * @return the type, not boxed
     */
    public Class<?> type() {
        return field().type();
    }

    /**
     * Returns whether assignments in the declaring class are woven.
     *
     * @return true if the agent has woven the class
     */
    public boolean isWoven() {
        return AgentPresence.isWoven(owner(), name());
    }

    abstract ObservedField field();

    @Override
    public String toString() {
        return "attribute [" + owner().getName() + "." + name() + "]";
    }
}
