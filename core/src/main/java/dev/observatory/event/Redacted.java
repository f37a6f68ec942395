package dev.observatory.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tags what the agent must never show: in its log, in its flight recordings and on its command line a word stands for the value.
 * Observers of the program itself see it as it is.
 *
 * <p>On a parameter it means the argument, on a method the result, on a field or a record's component the value wherever the
 * object is shown and whenever the field is assigned, on a class all its instances. Values whose names say that they are secret,
 * such as {@code password} or {@code apiKey}, need no tag.
 */
@Documented
@Target({ElementType.PARAMETER, ElementType.METHOD, ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Redacted {}
