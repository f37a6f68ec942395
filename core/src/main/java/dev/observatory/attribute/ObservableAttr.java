package dev.observatory.attribute;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tags a field whose assignments are observable when the program runs with the Observatory agent.
 *
 * <p>The field may be an instance or static field of any type and access. Assignments through reflection,
 * {@code VarHandle} and {@code Unsafe} are not observed.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ObservableAttr {
    /**
     * Returns whether assignments of an unchanged value are skipped. Primitives, their boxes, strings and enums are
     * compared by value, other objects by identity.
     *
     * @return whether only changes are emitted
     */
    boolean changesOnly() default false;

    /**
     * Returns whether assignments by constructors to the object that they construct are emitted too. What they assign
     * before their call of {@code super(…)} is never emitted.
     *
     * @return whether assignments during construction are emitted
     */
    boolean duringConstruction() default false;
}
