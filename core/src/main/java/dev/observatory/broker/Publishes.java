package dev.observatory.broker;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tags a method whose results are broadcast.
 *
 * <pre>{@code
 * @Publishes("news.sports")
 * Score finalWhistle() { … }
 * }</pre>
 *
 * <p>Works in programs that run with the Observatory agent; without it, and while nobody would hear a broadcast to the topic,
 * the method runs as written. What it returns is broadcast before its caller goes on: null is not, and a {@link
 * java.util.concurrent.CompletionStage} when it completes, by its value. A method that throws publishes nothing. What
 * subscribers throw goes to {@link dev.observatory.hook.ObserverErrors} and never to the method.
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
