package dev.observatory.bench.dispatch;

import java.util.List;

/** A system that brings payloads to observers. One JVM loads one of them, so that calls of these methods are direct. */
abstract class Dispatch {
    /** The names under which {@link #of} knows the systems. */
    static final String ARRAY = "array";

    static final String OURS = "observatory";
    static final String FX = "javafx";
    static final String REACTOR = "reactor";
    static final String BEAN = "bean";
    static final String GREENROBOT = "greenrobot";
    static final String MBASSADOR = "mbassador";
    static final String GUAVA = "guava";

    static Dispatch of(String name) {
        return switch (name) {
            case ARRAY -> new ArrayDispatch();
            case OURS -> new HookDispatch();
            case FX -> new FxDispatch();
            case REACTOR -> new ReactorDispatch();
            case BEAN -> new BeanDispatch();
            case GREENROBOT -> new GreenrobotDispatch();
            case MBASSADOR -> new MbassadorDispatch();
            case GUAVA -> new GuavaDispatch();
            default -> throw new IllegalArgumentException("Unknown system [" + name + "]");
        };
    }

    /** A class of observers that {@link #connect} takes; each counts itself in the payload. */
    abstract Class<?> observerType();

    /** Connects an observer and returns what {@link #close} wants. */
    abstract Object connect(Object observer);

    abstract void close(Object connection);

    abstract void emit(Payload payload);

    /** Makes observers of this system, and connects them. */
    final void connect(int count, boolean distinct) {
        List<Object> observers =
                distinct ? Copies.ofDistinctClasses(observerType(), count) : Copies.ofOneClass(observerType(), count);
        observers.forEach(this::connect);
    }
}
