package dev.observatory.broker;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tags a method whose results are broadcast when the program runs with the Observatory agent.
 *
 * <pre>{@code
 * @Publishes("news.sports")
 * Score finalWhistle() { … }
 * }</pre>
 *
 * <p>Takes effect under the agent only: without it, the tag changes nothing, and nothing is broadcast. Under the agent,
 * each call that returns a value broadcasts it to the broker of the topic, on the caller's thread, after the method's
 * body and before the caller goes on. A call that throws, returns null or returns nothing broadcasts nothing. The caller
 * gets the very value that the method returned; what subscribers throw never reaches it but goes to
 * {@link dev.observatory.hook.ObserverErrors}.
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
