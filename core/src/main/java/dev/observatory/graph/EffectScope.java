package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns effects, observers, other scopes and cleanups, and closes them together: for a window, a session or a plug-in, whose
 * parts must not outlive it.
 *
 * <pre>{@code
 * Value<String> name = Value.of("Vega");
 * try (EffectScope scope = EffectScope.create()) {
 *     scope.run(() -> Effect.of(() -> show(name.get())));
 *     scope.observe(name, change -> show(change.oldValue() + " -> " + change.newValue()));
 *     scope.onClose(() -> show("closed"));
 * }
 * }</pre>
 *
 * <p>A scope is no part of a graph, and may own effects of several. What it owns is closed in the reverse order in which it was
 * added, each once, on the closing thread and without any lock. What a cleanup or a {@code close} throws goes to {@link
 * ObserverErrors}, and the rest is closed all the same. What is added while or after the scope is closed is closed at once.
 * Effects and scopes that are closed by other means are forgotten. All methods are safe from any thread.
 */
public final class EffectScope implements AutoCloseable {
    private static boolean used;

    final ClosingList parts = new ClosingList();
    private @Nullable ClosingList owner;

    private EffectScope() {}

    /**
     * Creates a scope. It belongs to the scope whose {@link #run} is in progress on this thread, if any.
     *
     * @return the scope, to be closed
     */
    public static EffectScope create() {
        EffectScope around = current();
        return around == null ? new EffectScope() : around.nested();
    }

    /**
     * Creates a scope that belongs to this one.
     *
     * @return the scope, which is closed with this one or before it
     */
    public EffectScope nested() {
        EffectScope scope = new EffectScope();
        if (parts.add(scope, scope::close)) {
            scope.owner = parts;
        } else {
            scope.close();
        }
        return scope;
    }

    /**
     * Runs code that creates effects. All effects and scopes that it creates on this thread belong to this scope, except those
     * that the bodies of other effects create, which belong to these effects.
     *
     * @param work the code to run; what it throws is thrown by this method, and what it has created until then belongs to this
     *     scope
     * @throws NullPointerException if {@code work} is null
     * @throws IllegalStateException if this scope is closed
     */
    public void run(Runnable work) {
        requireNonNull(work, "work");
        run(() -> {
            work.run();
            return this;
        });
    }

    /**
     * Runs code that creates effects, like {@link #run(Runnable)}, and returns a result.
     *
     * @param work the code to run
     * @param <R> the type of the result
     * @return the result of the work
     * @throws NullPointerException if {@code work} is null
     * @throws IllegalStateException if this scope is closed
     */
    public <R extends @Nullable Object> R run(Supplier<R> work) {
        requireNonNull(work, "work");
        if (parts.isClosed()) {
            throw new IllegalStateException(
                    "The scope is closed, so that what the code creates would be closed at once;"
                            + " create another scope");
        }
        used = true;
        EffectScope outer = enter(this);
        try {
            return work.get();
        } finally {
            enter(outer);
        }
    }

    /**
     * Connects an observer to {@link Node#updated()} of a node until this scope is closed.
     *
     * @param node the node
     * @param observer called as described for {@link Node#updated()}
     * @param <T> the type of the value
     * @return the connection, which may be closed before
     * @throws NullPointerException if an argument is null
     */
    public <T extends @Nullable Object> Subscription observe(Node<T> node, Consumer<? super ValueChange<T>> observer) {
        requireNonNull(node, "node");
        requireNonNull(observer, "observer");
        return own(node.updated().connect(observer::accept));
    }

    /**
     * Makes something belong to this scope: a subscription, an {@link AsyncDerived}, a {@link HookValue} or whatever else has to
     * be closed with it.
     *
     * @param part closed with this scope
     * @param <C> the type
     * @return the argument
     * @throws NullPointerException if {@code part} is null
     */
    public <C extends AutoCloseable> C own(C part) {
        requireNonNull(part, "part");
        add(() -> close(part));
        return part;
    }

    /**
     * Registers code that runs when this scope is closed.
     *
     * @param cleanup the code to run
     * @throws NullPointerException if {@code cleanup} is null
     */
    public void onClose(Runnable cleanup) {
        add(requireNonNull(cleanup, "cleanup"));
    }

    private void add(Runnable close) {
        if (!parts.add(new Object(), close)) {
            guard(close);
        }
    }

    private void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failure) {
            report(failure);
        }
    }

    private void guard(Runnable close) {
        EffectScope outer = enter(null);
        try {
            close.run();
        } catch (Throwable failure) {
            report(failure);
        } finally {
            enter(outer);
        }
    }

    private void report(Throwable failure) {
        ObserverErrors.report("scopes of effects", this, failure);
    }

    /**
     * Returns whether this scope can own something.
     *
     * @return whether it has not been closed
     */
    public boolean isOpen() {
        return !parts.isClosed();
    }

    /** Closes everything that belongs to this scope, the last first. No effect of it begins to run after this method has returned. */
    @Override
    public void close() {
        ClosingList present = owner;
        if (present != null) {
            present.remove(this);
        }
        parts.closeAndTakeAll().forEach(this::guard);
    }

    /** Returns whether any scope was ever entered; what has to be done for them can be left out otherwise. */
    static boolean areUsed() {
        return used;
    }

    /** Returns the scope that owns what this thread creates now. */
    static @Nullable EffectScope current() {
        return used ? ThreadContext.current().scope : null;
    }

    /** Makes a scope the owner of what this thread creates from now on, and returns the one before. */
    static @Nullable EffectScope enter(@Nullable EffectScope scope) {
        if (!used) {
            return null;
        }
        ThreadContext context = ThreadContext.current();
        EffectScope outer = context.scope;
        context.scope = scope;
        return outer;
    }
}
