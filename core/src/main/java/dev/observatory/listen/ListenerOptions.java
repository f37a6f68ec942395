package dev.observatory.listen;

import dev.observatory.runtime.Requirement;

/** How a {@link CallListener} is called. Immutable. */
public final class ListenerOptions {
    private static final ListenerOptions DEFAULTS = new ListenerOptions(0, Requirement.ALL);

    private final int order;
    private final int required;

    private ListenerOptions(int order, int required) {
        this.order = order;
        this.required = required;
    }

    /**
     * Returns the defaults: order 0, timed, with arguments.
     *
     * @return the defaults
     */
    public static ListenerOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns options with a position among all listeners.
     *
     * @param order the position: {@link CallListener#onStart} is called in ascending order, for equal ones in the order of
     *     registration; {@code onReturn} and {@code onEnd} in reverse
     * @return the options
     */
    public static ListenerOptions order(int order) {
        return new ListenerOptions(order, DEFAULTS.required);
    }

    /**
     * Returns the same options for a listener that reads no times: no clock is read for calls that have no other listener or observer.
     * {@link CallStart#started()} and {@link CallEnd#duration()} then throw.
     *
     * @return the options
     */
    public ListenerOptions untimed() {
        return new ListenerOptions(order, required & ~Requirement.TIMES);
    }

    /**
     * Returns the same options for a listener that reads neither the target nor the arguments: they are not collected for calls that have no
     * other listener or observer, and appear as released.
     *
     * @return the options
     */
    public ListenerOptions withoutArguments() {
        return new ListenerOptions(order, required & ~Requirement.ARGUMENTS);
    }

    int position() {
        return order;
    }

    int required() {
        return required;
    }
}
