package dev.observatory.event;

import dev.observatory.hook.NamedObserver;
import dev.observatory.hook.TriConsumer;
import dev.observatory.runtime.AgentConnection;
import dev.observatory.runtime.TaggedMethods;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
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
    private final Method method;
    private final @Nullable Object target;
    private final MethodHandle handle;
    private final AgentConnection byAgent = new AgentConnection();

    /** False until this observer turned out to be the only one of its method on the hook; another thread may register the same. */
    private boolean isActive;

    /**
     * Creates an observer.
     *
     * @param target null for a static method
     * @param handle calls the method on the target
     */
    MethodObserver(Method method, @Nullable Object target, MethodHandle handle) {
        this.method = method;
        this.target = target;
        this.handle = handle.asType(handle.type().generic().changeReturnType(void.class));
    }

    boolean sameAs(MethodObserver other) {
        return other.method.equals(method) && other.target == target;
    }

    void activate() {
        isActive = true;
    }

    AgentConnection byAgent() {
        return byAgent;
    }

    @Override
    public void run() {
        if (!isActive) {
            return;
        }
        try {
            handle.invokeExact();
        } catch (Throwable thrown) {
            throw TaggedMethods.<RuntimeException>rethrow(thrown);
        }
    }

    @Override
    public void accept(Object payload) {
        if (!isActive) {
            return;
        }
        try {
            handle.invokeExact(payload);
        } catch (Throwable thrown) {
            throw TaggedMethods.<RuntimeException>rethrow(thrown);
        }
    }

    @Override
    public void accept(Object first, Object second) {
        if (!isActive) {
            return;
        }
        try {
            handle.invokeExact(first, second);
        } catch (Throwable thrown) {
            throw TaggedMethods.<RuntimeException>rethrow(thrown);
        }
    }

    @Override
    public void accept(Object first, Object second, Object third) {
        if (!isActive) {
            return;
        }
        try {
            handle.invokeExact(first, second, third);
        } catch (Throwable thrown) {
            throw TaggedMethods.<RuntimeException>rethrow(thrown);
        }
    }

    @Override
    public String observerName() {
        return TaggedMethods.nameOf(method);
    }
}
