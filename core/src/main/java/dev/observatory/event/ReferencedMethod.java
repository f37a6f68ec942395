package dev.observatory.event;

import dev.observatory.runtime.ProxyTargets;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the method that a method reference refers to.
 *
 * <p>A serializable method reference is replaced by a {@link SerializedLambda} when it is written to an object stream. It is
 * written to a stream that keeps this description and discards everything else; unlike reflection, this works for closed modules.
 */
final class ReferencedMethod {
    private ReferencedMethod() {}

    static EventPoint eventOf(Serializable reference) {
        SerializedLambda description = describe(reference);
        String name = description.getImplMethodName();
        ClassLoader loader = reference.getClass().getClassLoader();
        Class<?> type = load(description.getImplClass().replace('/', '.'), loader);
        if (name.startsWith("lambda$")) {
            throw new IllegalArgumentException(
                    "The method reference refers to code that the compiler generated in class ["
                            + type.getName()
                            + "], not a method of the program: it is a lambda, or refers to a method with variable"
                            + " arguments or through super; use Events.of(Class, String) instead");
        }
        Class<?>[] parameterTypes = MethodType.fromMethodDescriptorString(description.getImplMethodSignature(), loader)
                .parameterArray();
        if (description.getCapturedArgCount() == 0) {
            return EventLookup.find(type, name, parameterTypes);
        }
        Object receiver = description.getCapturedArg(0);
        EventPoint called = isVirtual(description) ? calledOn(receiver, type, name, parameterTypes) : null;
        EventPoint event = called == null ? EventLookup.find(type, name, parameterTypes) : called;
        return event.bind(receiver);
    }

    private static boolean isVirtual(SerializedLambda description) {
        return description.getImplMethodKind() == MethodHandleInfo.REF_invokeVirtual
                || description.getImplMethodKind() == MethodHandleInfo.REF_invokeInterface;
    }

    /**
     * Returns the event of the method that a call on an object runs, or on the object behind it if it is a proxy; null to look at the
     * method that the reference names.
     *
     * @throws IllegalArgumentException if the object is a proxy of an interface, and the object behind it cannot be found
     */
    private static @Nullable EventPoint calledOn(
            Object receiver, Class<?> type, String name, Class<?>[] parameterTypes) {
        Object target = Proxy.isProxyClass(receiver.getClass()) && !isDefaultMethod(type, name, parameterTypes)
                ? ProxyTargets.targetOf(receiver)
                : ProxyTargets.findTarget(receiver);
        Class<?> real = (target == null ? receiver : target).getClass();
        return real == type || isPrivate(type, name, parameterTypes)
                ? null
                : EventLookup.findCalled(real, name, parameterTypes);
    }

    private static boolean isDefaultMethod(Class<?> type, String name, Class<?>[] parameterTypes) {
        Method method = declared(type, name, parameterTypes);
        return method != null && method.isDefault();
    }

    private static boolean isPrivate(Class<?> type, String name, Class<?>[] parameterTypes) {
        Method method = declared(type, name, parameterTypes);
        return method != null && Modifier.isPrivate(method.getModifiers());
    }

    private static @Nullable Method declared(Class<?> type, String name, Class<?>[] parameterTypes) {
        try {
            return type.getDeclaredMethod(name, parameterTypes);
        } catch (NoSuchMethodException | LinkageError | TypeNotPresentException inheritedOrRefused) {
            return null;
        }
    }

    private static Class<?> load(String name, @Nullable ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException unseen) {
            throw new IllegalArgumentException(
                    "The class [" + name + "] of the method reference is not found by its own class loader", unseen);
        }
    }

    private static SerializedLambda describe(Serializable reference) {
        try (Describer describer = new Describer()) {
            describer.writeObject(reference);
            if (describer.description != null) {
                return describer.description;
            }
        } catch (IOException unwritable) {
            throw new IllegalArgumentException(
                    "The method reference [" + reference.getClass().getName() + "] cannot be serialized", unwritable);
        }
        throw new IllegalArgumentException("Object [" + reference.getClass().getName()
                + "] is not a method reference; use Events.of(Class, String)");
    }

    /** Keeps the description and writes a placeholder instead of it, so that captured objects are not serialized. */
    private static final class Describer extends ObjectOutputStream {
        private @Nullable SerializedLambda description;

        Describer() throws IOException {
            super(OutputStream.nullOutputStream());
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object written) {
            if (written instanceof SerializedLambda found) {
                description = found;
            }
            return "";
        }
    }
}
