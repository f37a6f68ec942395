package dev.observatory.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tags a value that the agent must never show: its log, its flight recordings and its command line replace it. Observers of the
 * program itself get it unchanged.
 *
 * <p>On a parameter the tag refers to the argument, on a method to the result, on a field or a record component to the value
 * wherever the object is shown and whenever the field is assigned, on a class to all its instances. Values whose names indicate a
 * secret, such as {@code password} or {@code apiKey}, need no tag.
 */
@Documented
@Target({ElementType.PARAMETER, ElementType.METHOD, ElementType.FIELD, ElementType.RECORD_COMPONENT, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Redacted {}
