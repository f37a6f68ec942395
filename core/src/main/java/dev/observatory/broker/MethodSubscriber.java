package dev.observatory.broker;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Hands messages of one type to a tagged method. */
final class MethodSubscriber implements Selective {
    private static final MethodType MESSAGE_TO_NOTHING = MethodType.methodType(void.class, Object.class);

    private final Method method;
    private final @Nullable Object target;
    private final Class<?> type;
    private final MethodHandle handle;

    private MethodSubscriber(Method method, @Nullable Object target, MethodHandle handle) {
        this.method = method;
        this.target = target;
        this.type = TypedSubscriber.boxed(method.getParameterTypes()[0]);
        this.handle = handle;
    }

    /**
     * Creates a subscriber.
     *
     * @param method accessible, with one parameter
     * @param target null for a static method
     */
    static MethodSubscriber of(Method method, @Nullable Object target) throws IllegalAccessException {
        MethodHandle handle = MethodHandles.lookup().unreflect(method).asFixedArity();
        MethodHandle bound = target == null ? handle : handle.bindTo(target);
        return new MethodSubscriber(method, target, bound.asType(MESSAGE_TO_NOTHING));
    }

    @Override
    public boolean hears(Object message) {
        return type.isInstance(message);
    }

    @Override
    public void accept(Object message) {
        if (type.isInstance(message)) {
            try {
                handle.invokeExact(message);
            } catch (Throwable thrown) {
                throw MethodSubscriber.<RuntimeException>unchanged(thrown);
            }
        }
    }

    @Override
    public boolean sameAs(Selective other) {
        return other instanceof MethodSubscriber same && same.method.equals(method) && same.target == target;
    }

    /** Lets a checked exception pass unchanged, so that whoever reports it names what the method really threw. */
    @SuppressWarnings("unchecked") // The cast is erased: nothing is checked, everything is thrown as it is.
    private static <E extends Throwable> RuntimeException unchanged(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
