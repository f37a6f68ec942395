package dev.observatory.machine;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Tags the field that says in which state an object of an existing class is; methods that change it are tagged
 * {@link Transition}.
 *
 * <pre>{@code
 * @MachineState String phase = "CLOSED";
 * @MachineState.Transition(from = "CLOSED", to = "OPEN")
 * void open() {
 *     phase = "OPEN";
 * }
 * }</pre>
 *
 * <p>Works in programs that run with the Observatory agent: {@link ObservedMachineClass#of} tells the transitions and those that were
 * against the rules. The program itself is never altered: a method that is called in the wrong state runs as written, and
 * whoever listens is told. While nobody listens, nothing is looked at.
 *
 * <p>A state is known by its name: that of the constant, if the field holds one of an enum, else its text. A class has one such
 * field, its own or inherited; it may be private in the class that declares the methods.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface MachineState {

    /** Tags a method that leads from one state to another. */
    @Documented
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Transition {
        /**
         * Where it may be called.
         *
         * @return names of states; none for any
         */
        String[] from() default {};

        /**
         * Where it leads.
         *
         * @return the name of the state in which the object is when the method returns
         */
        String to();
    }
}
