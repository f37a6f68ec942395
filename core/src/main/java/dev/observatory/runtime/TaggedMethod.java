package dev.observatory.runtime;

import java.lang.annotation.Annotation;
import java.lang.annotation.Repeatable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method that may have tags: found by reflection, or by what the agent has read if reflection refuses its class.
 *
 * @param owner the class that declares it
 * @param name its name
 * @param type its parameters and its result, without the object
 * @param reflected null if reflection refuses the class
 * @param tags what the agent has read; null if reflection does not refuse the class
 * @hidden
 */
public record TaggedMethod(
        Class<?> owner,
        String name,
        MethodType type,
        @Nullable Method reflected,
        @Nullable MemberTags tags) {

    static TaggedMethod of(Method method) {
        MethodType type = MethodType.methodType(method.getReturnType(), method.getParameterTypes());
        return new TaggedMethod(method.getDeclaringClass(), method.getName(), type, method, null);
    }

    /**
     * Describes a method of a class that reflection refuses.
     *
     * @return null for a field, and if a type of the method itself is missing
     */
    static @Nullable TaggedMethod of(Class<?> owner, MemberTags tags) {
        int parameters = tags.member().indexOf('(');
        if (parameters < 0) {
            return null;
        }
        try {
            MethodType type =
                    MethodType.fromMethodDescriptorString(tags.member().substring(parameters), owner.getClassLoader());
            return new TaggedMethod(owner, tags.member().substring(0, parameters), type, null, tags);
        } catch (LinkageError | TypeNotPresentException missing) {
            return null;
        }
    }

    /**
     * Returns whether the method is static.
     *
     * @return false for methods of objects
     */
    public boolean isStatic() {
        return reflected != null ? Modifier.isStatic(reflected.getModifiers()) : tags != null && tags.isStatic();
    }

    /**
     * Returns whether the method has an annotation, once or several times.
     *
     * @param tag the annotation
     * @return whether it is present
     */
    public boolean has(Class<? extends Annotation> tag) {
        if (reflected != null) {
            return reflected.getAnnotationsByType(tag).length > 0;
        }
        return tags != null
                && (tags.has(tag.getSimpleName())
                        || (tag.isAnnotationPresent(Repeatable.class)
                                && !repeated().isEmpty()));
    }

    /**
     * Returns the annotations in the container of a repeated one, for a class that reflection refuses.
     *
     * @return each with its attributes; empty if the annotation is not repeated
     */
    public List<?> repeated() {
        return tags == null ? List.of() : tags.list("List", "value");
    }

    /**
     * Returns the parameter types.
     *
     * @return without the object
     */
    public Class<?>[] parameterTypes() {
        return type.parameterArray();
    }

    /** Returns a handle that calls the method; of an object as a virtual call, unless the method is private. */
    MethodHandle handle() throws IllegalAccessException {
        if (reflected != null) {
            reflected.setAccessible(true);
            return MethodHandles.lookup().unreflect(reflected).asFixedArity();
        }
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
        try {
            MethodHandle found =
                    isStatic() ? lookup.findStatic(owner, name, type) : lookup.findVirtual(owner, name, type);
            return found.asFixedArity();
        } catch (NoSuchMethodException changed) {
            throw new IllegalStateException(
                    "Class [" + owner.getName() + "] has no method [" + name + type + "]", changed);
        }
    }

    boolean overrides(TaggedMethod upper) {
        if (reflected != null && upper.reflected != null) {
            return TaggedMethods.overrides(reflected, upper.reflected);
        }
        return name.equals(upper.name) && type.parameterList().equals(upper.type.parameterList());
    }

    /**
     * Returns the name of the method for messages.
     *
     * @return the class, the method and its simple parameter types
     */
    @Override
    public String toString() {
        StringBuilder parameters = new StringBuilder();
        for (Class<?> parameter : type.parameterList()) {
            parameters.append(parameters.isEmpty() ? "" : ", ").append(parameter.getSimpleName());
        }
        return owner.getTypeName() + "." + name + "(" + parameters + ")";
    }
}
