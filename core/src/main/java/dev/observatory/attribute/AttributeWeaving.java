package dev.observatory.attribute;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.Demand;
import java.lang.reflect.Field;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What woven code and the agent need of this package. Not for applications: names and meanings may change.
 */
public final class AttributeWeaving {
    private static volatile @Nullable Consumer<String> lateWeaver;

    private AttributeWeaving() {}

    /**
     * The attribute that a field reference of woven code means.
     *
     * @param owner the class that the reference names
     * @param field the field's name
     * @param inConstruction whether the reference assigns a field of the object that the constructor around it makes
     * @return the attribute; null if nothing can ever be emitted for this reference
     */
    public static @Nullable Attribute<?> link(Class<?> owner, String field, boolean inConstruction) {
        if (!mayBeObservable(owner, field)) {
            return null;
        }
        SharedAttribute<?> attribute = AttributeLookup.resolve(owner, field);
        return attribute == null || (inConstruction && !attribute.duringConstruction()) ? null : attribute;
    }

    /** Asks the agent first: reflection would load the types of all fields of a class that has nothing to do with us. */
    private static boolean mayBeObservable(Class<?> owner, String field) {
        for (Class<?> holder = owner; holder != null; holder = holder.getSuperclass()) {
            if (AgentPresence.isWoven(holder, field)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells woven code whether an attribute is observed.
     *
     * @param attribute the attribute
     * @return its demand
     */
    public static Demand demand(Attribute<?> attribute) {
        return shared(attribute).demand();
    }

    /**
     * The field behind an attribute.
     *
     * @param attribute the attribute
     * @return the field
     */
    public static Field field(Attribute<?> attribute) {
        return attribute.field();
    }

    /**
     * Emits one assignment, after the store.
     *
     * @param attribute the field
     * @param target the object; null for a static field
     * @param oldValue what the field held before, boxed
     * @param newValue what was stored, boxed
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

    /** Woven code has its attribute from {@link #link}. */
    private static <T> SharedAttribute<T> shared(Attribute<T> attribute) {
        return (SharedAttribute<T>) attribute;
    }

    /**
     * Tells this copy of the library how to have classes woven that were loaded too early.
     *
     * @param writersOf given name and descriptor of an observable field, with a colon between them, weaves the classes that
     *     may assign it and were loaded before it was known
     */
    public static void agentWeavesLate(Consumer<String> writersOf) {
        lateWeaver = writersOf;
    }

    /** Tells this copy of the library that no class can be woven late any more. */
    public static void agentHasLeft() {
        lateWeaver = null;
    }

    /** Somebody looks an attribute up: from now on its assignments matter. */
    static void sought(SharedAttribute<?> attribute) {
        Consumer<String> weaver = lateWeaver;
        if (weaver != null && attribute.isSoughtFirst()) {
            try {
                weaver.accept(attribute.name() + ":" + attribute.type().descriptorString());
            } catch (Throwable failure) {
                ObserverErrors.report("weaving assignments of " + attribute, weaver, failure);
            }
        }
    }
}
