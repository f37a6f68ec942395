package dev.observatory.broker;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tags a method that hears what reaches a broker, once {@link EventBroker#register(Class)} (static methods) or
 * {@link EventBroker#register(Object)} (instance methods) was called for it.
 *
 * <pre>{@code
 * @Subscribes("news.sports")
 * static void on(Score score) { … }
 * }</pre>
 *
 * <p>The method may be private. It has exactly one parameter, and hears the messages that are instances of its type; a
 * primitive type stands for its box. What it returns is ignored; what it throws is treated as with any subscriber.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Subscribes {
    /**
     * What is heard: everything broadcast to this topic or below it.
     *
     * @return the topic of a broker, as {@link EventBroker#of} reads it; no wildcards
     */
    String value();
}
