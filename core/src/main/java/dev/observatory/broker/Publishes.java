package dev.observatory.broker;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tags a method whose results are broadcast to a topic.
 *
 * <pre>{@code
 * @Publishes("news.sports")
 * Score finalWhistle() { … }
 * }</pre>
 *
 * <p>Requires the Observatory agent. Without it, and while a broadcast to the topic would reach no observer, the method runs as
 * written. Its result is broadcast on the calling thread, before the caller continues. Null is not broadcast; for a
 * {@link java.util.concurrent.CompletionStage}, its value is broadcast when it completes. A method that throws publishes
 * nothing. Exceptions of subscribers are reported to {@link dev.observatory.hook.ObserverErrors} and never reach the method.
 *
 * @see Subscribes
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Publishes {
    /**
     * Returns the topic to which the results are broadcast.
     *
     * @return the topic of a broker, in the form that {@link EventBroker#of} takes
     */
    String value();
}
