package dev.observatory.listen;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.EventPoint;
import dev.observatory.event.EventWeaving;
import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.util.function.Predicate;

/**
 * Selects events by their methods. Immutable; each event is tested once for each registration, on any thread and before its first call is
 * followed.
 */
public final class CallSelector {
    private static final CallSelector ALL = new CallSelector(event -> true);

    private final Predicate<? super EventPoint> test;

    private CallSelector(Predicate<? super EventPoint> test) {
        this.test = test;
    }

    /**
     * Selects all events, also those without a method.
     *
     * @return the selector
     */
    public static CallSelector all() {
        return ALL;
    }

    /**
     * Selects the methods and constructors that a class, its subclasses, or the implementations of an interface declare.
     *
     * @param type the class or interface
     * @return the selector
     * @throws NullPointerException if {@code type} is null
     */
    public static CallSelector type(Class<?> type) {
        requireNonNull(type, "type");
        return new CallSelector(event -> {
            Class<?> declaring = EventWeaving.declaringClass(event);
            return declaring != null && type.isAssignableFrom(declaring);
        });
    }

    /**
     * Selects the methods that have an annotation themselves, and those of classes that have it. Not those of classes that reflection refuses
     * because a type in a signature is missing.
     *
     * @param annotation an annotation with {@link java.lang.annotation.RetentionPolicy#RUNTIME}
     * @return the selector
     * @throws NullPointerException if {@code annotation} is null
     */
    public static CallSelector annotatedWith(Class<? extends Annotation> annotation) {
        requireNonNull(annotation, "annotation");
        return new CallSelector(event -> {
            Class<?> declaring = EventWeaving.declaringClass(event);
            Executable method = event.action();
            return (declaring != null && declaring.isAnnotationPresent(annotation))
                    || (method != null && method.isAnnotationPresent(annotation));
        });
    }

    /**
     * Selects methods by name: {@code com.acme.shop.**} for a package and those below, {@code com.acme.*Service#find*} for
     * methods. In the name of a class, {@code *} stands for any characters but dots and {@code **} for any characters; in that of a method,
     * {@code *} stands for any characters. Constructors have the name {@code new}.
     *
     * @param pattern the pattern of a class name, optionally followed by {@code #} and the pattern of a method name
     * @return the selector
     * @throws NullPointerException if {@code pattern} is null
     * @throws IllegalArgumentException if {@code pattern} is empty, or has several {@code #}
     */
    public static CallSelector pattern(String pattern) {
        NamePattern names = NamePattern.of(requireNonNull(pattern, "pattern"));
        return new CallSelector(event -> {
            Class<?> declaring = EventWeaving.declaringClass(event);
            String key = EventWeaving.methodKey(event);
            return declaring != null && key != null && names.matches(declaring.getName(), nameOf(key));
        });
    }

    private static String nameOf(String key) {
        String name = key.substring(0, key.indexOf('('));
        return name.equals("<init>") ? "new" : name;
    }

    /**
     * Selects events by a predicate, which should be a pure function.
     *
     * @param predicate the predicate. If it throws, the event is not selected, and the failure is reported to
     *     {@link dev.observatory.hook.ObserverErrors}
     * @return the selector
     * @throws NullPointerException if {@code predicate} is null
     */
    public static CallSelector matching(Predicate<? super EventPoint> predicate) {
        return new CallSelector(requireNonNull(predicate, "predicate"));
    }

    /**
     * Selects the events that this and another selector select.
     *
     * @param other the other one
     * @return the selector
     * @throws NullPointerException if {@code other} is null
     */
    public CallSelector and(CallSelector other) {
        requireNonNull(other, "other");
        return new CallSelector(event -> selects(event) && other.selects(event));
    }

    /**
     * Selects the events that this or another selector selects.
     *
     * @param other the other one
     * @return the selector
     * @throws NullPointerException if {@code other} is null
     */
    public CallSelector or(CallSelector other) {
        requireNonNull(other, "other");
        return new CallSelector(event -> selects(event) || other.selects(event));
    }

    /**
     * Selects the events that this selector does not select.
     *
     * @return the selector
     */
    public CallSelector negate() {
        return new CallSelector(event -> !selects(event));
    }

    /**
     * Returns whether an event is selected.
     *
     * @param event the event
     * @return whether this selector selects it
     */
    public boolean selects(EventPoint event) {
        return test.test(requireNonNull(event, "event"));
    }
}
