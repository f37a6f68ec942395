package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

/**
 * A description of one observer of a hook, for introspection.
 *
 * @param observer the observer
 * @param name the observer's name, or its class and identity
 * @param options the options of its connection, as text; empty for none
 * @param calls the number of calls; −1 unless it is connected {@linkplain ConnectionBuilder#withStatistics() with statistics}
 * @param failures the number of calls that threw; −1 unless it is connected with statistics
 * @param <L> the type of the observers
 */
public record ObserverInfo<L>(L observer, String name, String options, long calls, long failures) {

    /**
     * Checks the components.
     *
     * @param observer the observer
     * @param name the observer's name, or its class and identity
     * @param options the options of its connection, as text
     * @param calls the number of calls
     * @param failures the number of calls that threw
     * @throws NullPointerException if {@code observer}, {@code name} or {@code options} is null
     */
    public ObserverInfo {
        requireNonNull(observer, "observer");
        requireNonNull(name, "name");
        requireNonNull(options, "options");
    }
}
