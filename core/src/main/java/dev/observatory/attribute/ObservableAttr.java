package dev.observatory.attribute;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tags a field whose assignments are observable when the program runs with the Observatory agent.
 *
 * <p>Instance and static fields of any type and access. Assignments through reflection, {@code VarHandle} and
 * {@code Unsafe} are not seen.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ObservableAttr {
    /**
     * Emits only when the new value differs from the old one: primitives, their boxes, strings and enums by value, other
     * objects by identity.
     *
     * @return whether equal values are passed over
     */
    boolean changesOnly() default false;

    /**
     * Emits also what constructors assign to the object that they construct. What they assign before their call of
     * {@code super(…)} is never emitted.
     *
     * @return whether the first values are emitted too
     */
    boolean duringConstruction() default false;
}
