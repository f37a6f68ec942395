package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

/**
 * What a hook tells of one of its observers.
 *
 * @param observer the observer
 * @param name the name given to it, or else its class and identity
 * @param options the options it was connected with, in words; empty for none
 * @param calls how often it was called; −1 unless it is {@linkplain ConnectionBuilder#withStatistics() counted}
 * @param failures how often it threw; −1 unless it is counted
 * @param <L> the type of the observers
 */
public record ObserverInfo<L>(L observer, String name, String options, long calls, long failures) {

    /**
     * Checks the components.
     *
     * @param observer the observer
     * @param name the name given to it, or else its class and identity
     * @param options the options it was connected with, in words
     * @param calls how often it was called
     * @param failures how often it threw
     * @throws NullPointerException if {@code observer}, {@code name} or {@code options} is null
     */
    public ObserverInfo {
        requireNonNull(observer, "observer");
        requireNonNull(name, "name");
        requireNonNull(options, "options");
    }
}
