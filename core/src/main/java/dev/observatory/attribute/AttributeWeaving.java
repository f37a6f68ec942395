package dev.observatory.attribute;

import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.Demand;
import java.lang.reflect.Field;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The entry points of woven code and of the agent into this package. Not for applications: may change without notice.
 *
 * @hidden
 */
@SuppressWarnings("InvalidBlockTag") // The standard doclet knows @hidden on types; Error Prone does not.
public final class AttributeWeaving {
    private AttributeWeaving() {}

    /**
     * Returns the attribute that a field reference of woven code resolves to.
     *
     * @param owner the class that the reference names
     * @param field the name of the field
     * @param inConstruction whether the reference assigns a field of the object that the enclosing constructor creates
     * @return the attribute; null if nothing can ever be emitted for this reference
     */
    public static @Nullable Attribute<?> link(Class<?> owner, String field, boolean inConstruction) {
        if (!mayBeObservable(owner, field)) {
            return null;
        }
        SharedAttribute<?> attribute = AttributeLookup.resolve(owner, field);
        return attribute == null || (inConstruction && !attribute.duringConstruction()) ? null : attribute;
    }

    /**
     * Queries the agent before reflection, which would load the types of all fields of a class that may be unrelated.
     */
    private static boolean mayBeObservable(Class<?> owner, String field) {
        for (Class<?> holder = owner; holder != null; holder = holder.getSuperclass()) {
            if (AgentPresence.isWoven(holder, field)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the state by which woven code tests whether an attribute is observed.
     *
     * @param attribute the attribute
     * @return its demand
     */
    public static Demand demand(Attribute<?> attribute) {
        return shared(attribute).demand();
    }

    /**
     * Returns the field of an attribute.
     *
     * @param attribute the attribute
     * @return the field; null if reflection refuses its class
     */
    public static @Nullable Field field(Attribute<?> attribute) {
        return attribute.field().reflected();
    }

    /** Forgets attributes whose classes were collected. */
    public static void releaseCollected() {
        GlobalAttributes.releaseCollected();
    }

    /**
     * Returns whether outputs must not show the values of an attribute, although reflection cannot find that out.
     *
     * @param attribute the attribute
     * @return false for nearly all attributes
     */
    public static boolean hidesValues(Attribute<?> attribute) {
        return attribute.field().hidesValues();
    }

    /**
     * Emits one assignment, after the store.
     *
     * @param attribute the field
     * @param target the object whose field was assigned; null for a static field
     * @param oldValue the value before the assignment, boxed
     * @param newValue the assigned value, boxed
     * @param inConstruction whether the constructor of the object assigned it
     * @param <T> the type of the field, boxed
     */
    @SuppressWarnings("unchecked")
    public static <T> void emit(
            Attribute<T> attribute,
            @Nullable Object target,
            @Nullable Object oldValue,
            @Nullable Object newValue,
            boolean inConstruction) {
        shared(attribute).emit(target, (T) oldValue, (T) newValue, inConstruction);
    }

    /** Returns the attribute as woven code got it from {@link #link}. */
    private static <T> SharedAttribute<T> shared(Attribute<T> attribute) {
        return (SharedAttribute<T>) attribute;
    }

    /**
     * Returns whether a field is observed now.
     *
     * @param type the class that declares it; null for all attributes
     * @param field its name
     * @return whether an observer is connected to the attribute, to it bound to an object, or to all attributes
     */
    public static boolean isObserved(@Nullable Class<?> type, String field) {
        if (type == null) {
            return field.equals(GlobalAttributes.ALL)
                    && GlobalAttributes.assigned().isObserved();
        }
        SharedAttribute<?> attribute = ClassAttributes.of(type).known(field);
        return attribute == null ? GlobalAttributes.assigned().isObserved() : attribute.isObserved();
    }

    /**
     * Calls a listener for everything that is observed now, as if it had just become so.
     *
     * @param listener receives the class and the member, as {@link dev.observatory.runtime.AgentPresence#demandChanged} does
     */
    public static void notifyOfObserved(BiConsumer<@Nullable Class<?>, String> listener) {
        if (GlobalAttributes.assigned().isObserved()) {
            listener.accept(null, GlobalAttributes.ALL);
        }
        GlobalAttributes.forEach(attribute -> {
            if (attribute.isObserved()) {
                listener.accept(attribute.owner(), attribute.name());
            }
        });
    }
}
