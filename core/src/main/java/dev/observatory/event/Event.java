package dev.observatory.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tags a method or constructor whose calls are observable when the program runs with the Observatory agent.
 *
 * <p>Static, private, final and self-called methods are included. The tag alone has neither cost nor effect: without the agent,
 * and with it while no observer is connected, the method runs as written.
 *
 * <p>The event of a constructor begins before its call of {@code super(…)} or {@code this(…)}, when there is no object yet; it
 * completes with the object as target and as result. {@link Events#of(Class, String, Class...)} describes how to look it up.
 *
 * <p>A method that returns a {@link java.util.concurrent.CompletionStage} completes or crashes when the stage does. Its
 * caller gets the same stage, which has one more dependent while the event is observed. A method that returns a {@link
 * java.util.concurrent.SubmissionPublisher} completes or crashes some milliseconds after the publisher is closed. Any other
 * {@link java.util.concurrent.Flow.Publisher} is an ordinary result, and the event completes when the method returns: the end of
 * a publisher is signalled to its subscribers only, and an additional subscriber would alter the program.
 */
@Documented
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
@Retention(RetentionPolicy.RUNTIME)
public @interface Event {
    /**
     * Returns the name of the event, as in {@link EventData#name()}.
     *
     * @return the name; if empty, the name of the method, or for a constructor {@code new} and the simple name of the class
     */
    String name() default "";

    /**
     * Returns a description of the method for human readers.
     *
     * @return the description, for observers that display it
     */
    String description() default "";

    /**
     * Returns facts that are the same for all calls.
     *
     * @return key and value pairs, in the order in which observers get them
     */
    Extra[] extra() default {};

    /**
     * Returns whether observers should treat the event differently from the events around it. The library itself makes no use of it.
     *
     * @return whether the event is elevated
     */
    boolean elevated() default false;
}
