package dev.observatory.event;

import dev.observatory.hook.NamedObserver;
import dev.observatory.hook.TriConsumer;
import dev.observatory.runtime.AgentConnection;
import dev.observatory.runtime.ClassOwned;
import dev.observatory.runtime.TaggedMethod;
import dev.observatory.runtime.TaggedMethods;
import java.lang.invoke.MethodHandle;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes the arguments of a hook of any arity to a tagged method with as many parameters. */
final class MethodObserver
        implements NamedObserver,
                Runnable,
                Consumer<Object>,
                BiConsumer<Object, Object>,
                TriConsumer<Object, Object, Object> {
    private final @Nullable Object target;
    private final ClassOwned<Callee> callee;
    private final AgentConnection byAgent;

    /** The method, which refers to its class. */
    private record Callee(TaggedMethod method, MethodHandle handle) {}

    /**
     * Creates an observer.
     *
     * @param target null for a static method
     * @param handle calls the method on the target
     */
    MethodObserver(TaggedMethod method, @Nullable Object target, MethodHandle handle) {
        this.target = target;
        MethodHandle untyped = handle.asType(handle.type().generic().changeReturnType(void.class));
        this.callee = ClassOwned.of(method.owner(), new Callee(method, untyped));
        this.byAgent = new AgentConnection(method.owner(), callee);
    }

    boolean sameAs(MethodObserver other) {
        Callee one = callee.get();
        Callee another = other.callee.get();
        return one != null && another != null && one.method.equals(another.method) && other.target == target;
    }

    /** Returns the method; null if it must not be called, or no longer exists. */
    private @Nullable Callee callee() {
        Callee called = callee.get();
        if (called == null) {
            byAgent.close(); // Its class was collected.
            return null;
        }
        return byAgent.beforeCall() ? called : null;
    }

    AgentConnection byAgent() {
        return byAgent;
    }

    @Override
    public void run() {
        Callee called = callee();
        if (called == null) {
            return;
        }
        try {
            called.handle.invokeExact();
        } catch (Throwable thrown) {
            throw TaggedMethods.<RuntimeException>rethrow(thrown);
        }
    }

    @Override
    public void accept(Object payload) {
        Callee called = callee();
        if (called == null) {
            return;
        }
        try {
            called.handle.invokeExact(payload);
        } catch (Throwable thrown) {
            throw TaggedMethods.<RuntimeException>rethrow(thrown);
        }
    }

    @Override
    public void accept(Object first, Object second) {
        Callee called = callee();
        if (called == null) {
            return;
        }
        try {
            called.handle.invokeExact(first, second);
        } catch (Throwable thrown) {
            throw TaggedMethods.<RuntimeException>rethrow(thrown);
        }
    }

    @Override
    public void accept(Object first, Object second, Object third) {
        Callee called = callee();
        if (called == null) {
            return;
        }
        try {
            called.handle.invokeExact(first, second, third);
        } catch (Throwable thrown) {
            throw TaggedMethods.<RuntimeException>rethrow(thrown);
        }
    }

    @Override
    public String observerName() {
        Callee known = callee.get();
        return known == null ? "an observer of a collected class" : known.method.toString();
    }
}
