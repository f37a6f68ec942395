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
 * <p>It is connected by {@link Events#register(Class)} (static methods) or {@link Events#register(Object)} (instance
 * methods). Static methods are connected by the agent too, some time after their class was loaded and before a woven method
 * runs for the first time; a method is never connected twice to the same hook.
 *
 * <p>The method may be private. It takes what the hook emits: {@link EventData}; {@link ProgressData} for the status
 * {@link EventStatus#PROGRESS_UPDATED}; the arguments of the hook for a hook. What it returns is ignored; what it throws is
 * treated as with any observer of the same hook.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Observes.List.class)
public @interface Observes {
    /**
     * The class that declares the event or the hook, or inherits it.
     *
     * @return the class; {@code void.class}, which is the default, for all events
     */
    Class<?> type() default void.class;

    /**
     * The method whose event is observed.
     *
     * @return the name of a method of {@link #type()}, tagged {@link Event}
     */
    String method() default "";

    /**
     * Picks one of several overloads of the method.
     *
     * @return its parameter types; {@code void.class} alone, which is the default, for the only one that is tagged
     */
    Class<?>[] parameterTypes() default void.class;

    /**
     * What is observed of the event.
     *
     * @return any status but {@link EventStatus#NEVER_RUN}, which is the default and stands for none
     */
    EventStatus status() default EventStatus.NEVER_RUN;

    /**
     * The static field that holds the hook to be observed.
     *
     * @return the name of a field of {@link #type()}
     */
    String hook() default "";

    /** Contains the {@link Observes} annotations of a method that has several; written by the compiler. */
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
