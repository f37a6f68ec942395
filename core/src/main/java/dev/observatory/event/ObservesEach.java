package dev.observatory.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the compiler puts in place of several {@link Observes} on one method. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ObservesEach {
    /**
     * The tags.
     *
     * @return one for each hook that the method observes
     */
    Observes[] value();
}
