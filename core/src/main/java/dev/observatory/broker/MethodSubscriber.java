package dev.observatory.broker;

import dev.observatory.hook.NamedObserver;
import dev.observatory.runtime.AgentConnection;
import dev.observatory.runtime.TaggedMethods;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes messages of one type to a tagged method. */
final class MethodSubscriber implements Consumer<Object>, KeyedSubscriber, NamedObserver {
    private static final MethodType MESSAGE_TO_NOTHING = MethodType.methodType(void.class, Object.class);

    private final Method method;
    private final @Nullable Object target;
    private final Class<?> type;
    private final MethodHandle handle;
    private final AgentConnection byAgent = new AgentConnection();

    /**
     * Creates a subscriber.
     *
     * @param method a method with one parameter
     * @param target the object whose method it is; null for a static method
     * @param handle calls the method on the target
     */
    MethodSubscriber(Method method, @Nullable Object target, MethodHandle handle) {
        this.method = method;
        this.target = target;
        this.type = TypedSubscriber.boxed(method.getParameterTypes()[0]);
        this.handle = handle.asType(MESSAGE_TO_NOTHING);
    }

    AgentConnection byAgent() {
        return byAgent;
    }

    @Override
    public SubscriptionKey key() {
        return new SubscriptionKey(target == null ? method.getDeclaringClass() : target, method, false);
    }

    @Override
    public boolean matches(Topic topic, Object message) {
        return type.isInstance(message);
    }

    @Override
    public boolean tryReuse(boolean isForAgent) {
        return byAgent.tryReuse(isForAgent);
    }

    @Override
    public void accept(Object message) {
        if (type.isInstance(message)) {
            try {
                handle.invokeExact(message);
            } catch (Throwable thrown) {
                throw TaggedMethods.<RuntimeException>rethrow(thrown);
            }
        }
    }

    @Override
    public String observerName() {
        return TaggedMethods.nameOf(method);
    }
}
