package dev.observatory.broker;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tags a method whose results are meant to be broadcast.
 *
 * <pre>{@code
 * @Publishes("news.sports")
 * Score finalWhistle() { … }
 * }</pre>
 *
 * <p><b>Without effect in this version:</b> the agent does not weave it yet, and nothing is broadcast. Until it does, call
 * {@link EventBroker#broadcast} or give the broker a hook with {@link EventBroker#addPublisher}.
 *
 * @see Subscribes
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Publishes {
    /**
     * Where the results go.
     *
     * @return the topic of a broker, as {@link EventBroker#of} reads it
     */
    String value();
}
