package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The options of a hook: its name, its error policy, its re-entrancy and its demand listener.
 *
 * <p>Immutable; each method with a parameter returns a changed copy.
 *
 * @param name the hook's name in messages
 * @param errors what an emission does when an observer throws
 * @param reentrancy what happens to an emission that one of the hook's own observers makes
 * @param onDemand called after the first observer was connected to the hook itself or the last one was disconnected, on the
 *     thread that did so, which may be an emitter whose observer was connected once; the hook holds no lock, and exceptions are
 *     reported to {@link ObserverErrors}. It must call {@link Hook#isObserved()} itself, because the state may have changed
 *     again. Null for no listener
 */
public record HookOptions(
        String name,
        ErrorPolicy errors,
        Reentrancy reentrancy,
        @Nullable Runnable onDemand) {

    /**
     * Checks the components.
     *
     * @param name the hook's name in messages
     * @param errors what an emission does when an observer throws
     * @param reentrancy what happens to an emission that one of the hook's own observers makes
     * @param onDemand the demand listener; null for none
     * @throws NullPointerException if {@code name}, {@code errors} or {@code reentrancy} is null
     */
    public HookOptions {
        requireNonNull(name, "name");
        requireNonNull(errors, "errors");
        requireNonNull(reentrancy, "reentrancy");
    }

    /**
     * Returns the default options with a name: failures are collected, nested emissions run at once, no demand listener.
     *
     * @param name the hook's name in messages
     * @return the options
     */
    public static HookOptions named(String name) {
        return new HookOptions(name, ErrorPolicy.COLLECT, Reentrancy.IMMEDIATE, null);
    }

    /**
     * Returns these options with another error policy.
     *
     * @param policy what an emission does when an observer throws
     * @return a changed copy
     * @throws NullPointerException if {@code policy} is null
     */
    public HookOptions errors(ErrorPolicy policy) {
        return new HookOptions(name, requireNonNull(policy, "policy"), reentrancy, onDemand);
    }

    /**
     * Returns these options with another treatment of nested emissions.
     *
     * @param mode what happens to an emission that one of the hook's own observers makes
     * @return a changed copy
     * @throws NullPointerException if {@code mode} is null
     */
    public HookOptions reentrancy(Reentrancy mode) {
        return new HookOptions(name, errors, requireNonNull(mode, "mode"), onDemand);
    }

    /**
     * Returns these options with a demand listener.
     *
     * @param listener called after the first observer was connected to the hook itself or the last one was disconnected, and possibly
     *     at other times, on the thread that did so; its exceptions are reported to {@link ObserverErrors}
     * @return a changed copy
     */
    public HookOptions onDemand(Runnable listener) {
        return new HookOptions(name, errors, reentrancy, requireNonNull(listener, "listener"));
    }
}
