package dev.observatory.machine;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tags the field that holds the state of an object of an existing class; methods that change it are tagged {@link Transition}.
 *
 * <pre>{@code
 * @MachineState String phase = "CLOSED";
 * @MachineState.Transition(from = "CLOSED", to = "OPEN")
 * void open() {
 *     phase = "OPEN";
 * }
 * }</pre>
 *
 * <p>Takes effect in programs that run with the Observatory agent: {@link ObservedMachineClass#of} reports the transitions, and those
 * that violate the tags. The program itself is never altered: a method that is called in the wrong state runs as written, and
 * observers are notified. While no observer is connected, the field is not read.
 *
 * <p>A state is identified by its name: that of the constant if the field holds an enum constant, otherwise its string form. A class
 * has one such field, its own or inherited; it may be private in the class that declares the methods.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface MachineState {

    /** Tags a method that changes the state. */
    @Documented
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Transition {
        /**
         * Returns the states in which the method may be called.
         *
         * @return names of states; empty for any
         */
        String[] from() default {};

        /**
         * Returns the state after the call.
         *
         * @return the name of the state of the object when the method returns
         */
        String to();
    }
}
