package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * How a hook is set up: its name, its error policy and who is told when somebody starts or stops listening.
 *
 * <p>Immutable; each method returns a changed copy.
 *
 * @param name what messages call the hook
 * @param errors what an emission does when an observer throws
 * @param reentrancy what becomes of an emission that one of the hook's own observers makes
 * @param onDemand told after the hook's own observers went from none to some or back, on the thread that connected or
 *     disconnected; it reads {@link Hook#isObserved()} itself, since the answer may have changed again
 */
public record HookOptions(
        String name,
        ErrorPolicy errors,
        Reentrancy reentrancy,
        @Nullable Runnable onDemand) {

    /**
     * Checks the components.
     *
     * @param name what messages call the hook
     * @param errors what an emission does when an observer throws
     * @param reentrancy what becomes of an emission that one of the hook's own observers makes
     * @param onDemand told of demand; null for nobody
     * @throws NullPointerException if {@code name}, {@code errors} or {@code reentrancy} is null
     */
    public HookOptions {
        requireNonNull(name, "name");
        requireNonNull(errors, "errors");
        requireNonNull(reentrancy, "reentrancy");
    }

    /**
     * The usual options: failures are collected, nested emissions run at once, nobody is told of demand.
     *
     * @param name what messages call the hook
     * @return the options
     */
    public static HookOptions named(String name) {
        return new HookOptions(name, ErrorPolicy.COLLECT, Reentrancy.IMMEDIATE, null);
    }

    /**
     * These options with another error policy.
     *
     * @param policy what an emission does when an observer throws
     * @return a changed copy
     * @throws NullPointerException if {@code policy} is null
     */
    public HookOptions errors(ErrorPolicy policy) {
        return new HookOptions(name, requireNonNull(policy, "policy"), reentrancy, onDemand);
    }

    /**
     * These options with another answer to nested emissions.
     *
     * @param mode what becomes of an emission that one of the hook's own observers makes
     * @return a changed copy
     * @throws NullPointerException if {@code mode} is null
     */
    public HookOptions reentrancy(Reentrancy mode) {
        return new HookOptions(name, errors, requireNonNull(mode, "mode"), onDemand);
    }

    /**
     * These options with a listener for demand.
     *
     * @param listener told when the hook's own observers went from none to some or back
     * @return a changed copy
     */
    public HookOptions onDemand(Runnable listener) {
        return new HookOptions(name, errors, reentrancy, requireNonNull(listener, "listener"));
    }
}
