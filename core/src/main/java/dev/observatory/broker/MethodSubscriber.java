package dev.observatory.broker;

import dev.observatory.hook.NamedObserver;
import dev.observatory.runtime.AgentConnection;
import dev.observatory.runtime.ClassOwned;
import dev.observatory.runtime.TaggedMethod;
import dev.observatory.runtime.TaggedMethods;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes messages of one type to a tagged method. */
final class MethodSubscriber implements Consumer<Object>, KeyedSubscriber, NamedObserver {
    private static final MethodType MESSAGE_TO_NOTHING = MethodType.methodType(void.class, Object.class);

    private final @Nullable Object target;
    private final ClassOwned<Callee> callee;
    private final AgentConnection byAgent;

    /** The method, which refers to its class, and the boxed type of its parameter. */
    private record Callee(TaggedMethod method, Class<?> type, MethodHandle handle) {}

    /**
     * Creates a subscriber.
     *
     * @param method a method with one parameter
     * @param target the object whose method it is; null for a static method
     * @param handle calls the method on the target
     */
    MethodSubscriber(TaggedMethod method, @Nullable Object target, MethodHandle handle) {
        this.target = target;
        Class<?> type = TypedSubscriber.boxed(method.parameterTypes()[0]);
        this.callee = ClassOwned.of(method.owner(), new Callee(method, type, handle.asType(MESSAGE_TO_NOTHING)));
        this.byAgent = new AgentConnection(method.owner(), callee);
    }

    AgentConnection byAgent() {
        return byAgent;
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

    @Override
    public SubscriptionKey key() {
        Callee known = callee.get();
        if (known == null) {
            return new SubscriptionKey(this, SubscriptionKey.ALL, false); // The method cannot be subscribed again.
        }
        return new SubscriptionKey(target == null ? known.method.owner() : target, known.method, false);
    }

    @Override
    public boolean matches(Topic topic, Object message) {
        Callee called = callee();
        return called != null && called.type.isInstance(message);
    }

    @Override
    public boolean tryReuse(boolean isForAgent) {
        return byAgent.tryReuse(isForAgent);
    }

    @Override
    public void accept(Object message) {
        Callee called = callee();
        if (called != null && called.type.isInstance(message)) {
            try {
                called.handle.invokeExact(message);
            } catch (Throwable thrown) {
                throw TaggedMethods.<RuntimeException>rethrow(thrown);
            }
        }
    }

    @Override
    public String observerName() {
        Callee known = callee.get();
        return known == null ? "a subscriber of a collected class" : known.method.toString();
    }
}
