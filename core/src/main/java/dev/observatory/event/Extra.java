package dev.observatory.event;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One fact about an event that is the same for all its calls; see {@link Event#extra()}. */
@Documented
@Target({})
@Retention(RetentionPolicy.RUNTIME)
public @interface Extra {
    /**
     * Returns the name of the fact.
     *
     * @return the key in {@link EventData#extra()}
     */
    String key();

    /**
     * Returns the fact.
     *
     * @return the value in {@link EventData#extra()}
     */
    String value();
}
