package dev.observatory.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tags a method or constructor whose calls are observable when the program runs with the Observatory agent.
 *
 * <p>Static, private, final and self-called methods included. The tag alone costs nothing and changes nothing: without
 * the agent, and with it while nobody listens, the method runs as written.
 *
 * <p>A constructor's event begins before its call of {@code super(…)} or {@code this(…)}, when there is no object yet; it
 * completes with the object as target and as result. See {@link Events#of(Class, String, Class...)} for how to name it.
 *
 * <p>A method that returns a {@link java.util.concurrent.CompletionStage} completes or crashes when the stage does. Its
 * caller gets the very stage; while the event is observed, it has one dependent more. One that returns a {@link
 * java.util.concurrent.SubmissionPublisher} completes or crashes some milliseconds after the publisher is closed. Any other
 * {@link java.util.concurrent.Flow.Publisher} is a result like any other, and the event completes when the method returns: the
 * end of a publisher is only told to its subscribers, and one more of them is no longer the same program.
 */
@Documented
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
@Retention(RetentionPolicy.RUNTIME)
public @interface Event {
    /**
     * What observers see as {@link EventData#name()}.
     *
     * @return the name; empty for the method's own, or for a constructor {@code new} and the class's simple name
     */
    String name() default "";

    /**
     * Says to people what the method does.
     *
     * @return a description, for observers that show it
     */
    String description() default "";

    /**
     * Facts that are the same for all calls.
     *
     * @return key and value pairs, in the order in which observers see them
     */
    Extra[] extra() default {};

    /**
     * Marks an event that observers should treat apart from the events around it. The library itself makes no use of it.
     *
     * @return whether the event is elevated
     */
    boolean elevated() default false;
}
