package dev.observatory.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tags a method that observes an event, all events of a status, or a hook that is held in a static field.
 *
 * <pre>{@code
 * @Observes(type = Importer.class, method = "importAll", status = EventStatus.COMPLETED)
 * static void done(EventData data) { … }
 *
 * @Observes(status = EventStatus.CRASHED)
 * static void anyCrash(EventData data) { … }
 *
 * @Observes(type = Telescope.class, hook = "COORDS")
 * static void moved(Coords coords) { … }
 * }</pre>
 *
 * <p>The method is connected by {@link Events#register(Class)} (static methods) or {@link Events#register(Object)} (instance
 * methods). The agent connects static methods too, once their class is loaded: when the static initializer of the class has run, or
 * before a hook without observers emits, or before a woven method runs for the first time, whichever comes first. If none of these
 * happens, some milliseconds pass; the agent's setting {@code observers} connects the methods of a class when the JVM starts. A
 * method is never connected twice to the same hook.
 *
 * <p>The method may be private. Its parameters are what the hook emits: {@link EventData}; {@link ProgressData} for the status
 * {@link EventStatus#PROGRESS_UPDATED}; the arguments of the hook for a hook. Its result is ignored. It is called at the same time
 * and on the same thread as any other observer of the hook, and an exception that it throws is handled in the same way.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Observes.List.class)
public @interface Observes {
    /**
     * Returns the class that declares the event or the hook, or inherits it.
     *
     * @return the class; {@code void.class}, which is the default, for all events
     */
    Class<?> type() default void.class;

    /**
     * Returns the name of the method whose event is observed.
     *
     * @return the name of a method of {@link #type()}, tagged {@link Event}
     */
    String method() default "";

    /**
     * Returns the parameter types of the method, to select one of several overloads.
     *
     * @return the parameter types; {@code void.class} alone, which is the default, for the only method that is tagged
     */
    Class<?>[] parameterTypes() default void.class;

    /**
     * Returns the status of the event that is observed.
     *
     * @return any status but {@link EventStatus#NEVER_RUN}, which is the default and stands for none
     */
    EventStatus status() default EventStatus.NEVER_RUN;

    /**
     * Returns the name of the static field that holds the observed hook.
     *
     * @return the name of a field of {@link #type()}
     */
    String hook() default "";

    /** The container of the {@link Observes} annotations of a method that has several; written by the compiler. */
    @Documented
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface List {
        /**
         * Returns the contained annotations.
         *
         * @return one for each hook that the method observes
         */
        Observes[] value();
    }
}
