package dev.observatory.broker;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tags a method that is called with the messages that reach a broker, after {@link EventBroker#register(Class)} (static
 * methods) or {@link EventBroker#register(Object)} (instance methods) was called for it. The agent registers static methods.
 *
 * <pre>{@code
 * @Subscribes("news.sports")
 * static void on(Score score) { … }
 * }</pre>
 *
 * <p>The method may be private. It has exactly one parameter and is called, on the broadcaster's thread, for the messages
 * that are instances of the parameter's type; a primitive type stands for its wrapper class. Its result is ignored; its
 * exceptions are handled like those of any subscriber.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Subscribes {
    /**
     * Returns the topic to subscribe to; everything broadcast to it or below it is received.
     *
     * @return the topic of a broker, in the form that {@link EventBroker#of} takes, without wildcards
     */
    String value();
}
