package dev.observatory.bench.dispatch;

import java.util.List;

/** A system that dispatches payloads to observers. Each JVM loads only one, so that calls of these methods are direct. */
abstract class Dispatch {
    /** The names of the systems, as used by {@link #of}. */
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

    /** Returns the class of the observers for {@link #connect}; each increments the payload's counter. */
    abstract Class<?> observerType();

    /** Connects an observer and returns the connection for {@link #close}. */
    abstract Object connect(Object observer);

    abstract void close(Object connection);

    abstract void emit(Payload payload);

    /** Creates observers for this system and connects them. */
    final void connect(int count, boolean distinct) {
        List<Object> observers = distinct
                ? ObserverFactory.ofDistinctClasses(observerType(), count)
                : ObserverFactory.ofOneClass(observerType(), count);
        observers.forEach(this::connect);
    }
}
