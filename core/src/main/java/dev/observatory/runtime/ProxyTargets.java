package dev.observatory.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the object behind a proxy that forwards calls to another object, as containers create them for transactions, scopes and lazy
 * loading. Uses only public interfaces of the frameworks, which are looked up by name; never the members of a class of the program.
 *
 * <p>A generated subclass that calls the methods of its superclass is no such proxy: it is the object. Safe from any thread.
 *
 * @hidden
 */
public final class ProxyTargets {
    private static final int MAX_LAYERS = 16;

    /** The known proxies, most specific first: those that give access to their target, then those that only say that they forward. */
    private static final List<Accessor> ACCESSORS = List.of(
            new Accessor(
                    "org.springframework.aop.framework.Advised",
                    "getTargetSource",
                    "org.springframework.aop.TargetSource",
                    "isStatic",
                    true,
                    "may be another one for each call",
                    "getTarget"),
            new Accessor(
                    "org.hibernate.proxy.HibernateProxy",
                    "getHibernateLazyInitializer",
                    "org.hibernate.proxy.LazyInitializer",
                    "isUninitialized",
                    false,
                    "is not loaded yet: initialize the proxy first",
                    "getImplementation"),
            new Accessor(
                    "org.jboss.weld.proxy.WeldClientProxy",
                    "getMetadata",
                    "org.jboss.weld.proxy.WeldClientProxy$Metadata",
                    "",
                    false,
                    "",
                    "getContextualInstance"),
            new Accessor("io.quarkus.arc.ClientProxy", "arc_contextualInstance", "", "", false, "", ""),
            Accessor.none("org.springframework.aop.SpringProxy"),
            Accessor.none("org.apache.webbeans.proxy.OwbNormalScopeProxy"));

    /** How the target of the objects of a class is found; empty if they do not forward calls. The class itself holds it. */
    private static final ClassValue<Optional<Linked>> BY_CLASS = new ClassValue<>() {
        @Override
        protected Optional<Linked> computeValue(Class<?> type) {
            return link(type);
        }
    };

    private ProxyTargets() {}

    /**
     * Returns the object behind a proxy, or behind several of them.
     *
     * @param object any object
     * @return the object itself if it is not a proxy that is known to forward calls
     * @throws IllegalArgumentException if it is one, and the object behind it cannot be found; the message describes the proxy
     */
    public static Object targetOf(Object object) {
        Object target = object;
        for (int i = 0; i < MAX_LAYERS; i++) {
            Optional<Linked> linked = BY_CLASS.get(target.getClass());
            if (linked.isEmpty()) {
                return target;
            }
            Object next = linked.get().targetOf(target);
            if (next == target) {
                return target;
            }
            target = next;
        }
        return target;
    }

    /**
     * Returns the object behind a proxy, like {@link #targetOf}.
     *
     * @param object any object
     * @return null if the object behind it cannot be found
     */
    public static @Nullable Object findTarget(Object object) {
        try {
            return targetOf(object);
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    /**
     * Returns the interface by which a class is known to be one of proxies that forward calls to another object.
     *
     * @param type the class
     * @return the name of the interface; null for other classes, and for JDK proxies of which nothing is known
     */
    public static @Nullable String forwardingInterface(Class<?> type) {
        for (Accessor accessor : ACCESSORS) {
            if (find(type, accessor.proxy()) != null) {
                return accessor.proxy();
            }
        }
        return null;
    }

    private static Optional<Linked> link(Class<?> type) {
        for (Accessor accessor : ACCESSORS) {
            Class<?> implemented = find(type, accessor.proxy());
            if (implemented != null) {
                return Optional.of(accessor.link(implemented));
            }
        }
        return Proxy.isProxyClass(type) ? Optional.of(Linked.UNKNOWN) : Optional.empty();
    }

    private static @Nullable Class<?> find(Class<?> type, String name) {
        for (Class<?> each : TaggedMethods.typesOf(type)) {
            if (each.isInterface() && each.getName().equals(name)) {
                return each;
            }
        }
        return null;
    }

    /**
     * How a framework gives access to the target of its proxies.
     *
     * @param proxy the interface of the proxies
     * @param getter its method that returns the target, or the object that knows it; empty if there is none
     * @param holder the type of that object; empty if the getter returns the target
     * @param test the method of the holder that says whether the target can be used; empty if it always can
     * @param required the result that this method must have
     * @param obstacle why the target cannot be used otherwise
     * @param last the method of the holder that returns the target
     */
    private record Accessor(
            String proxy, String getter, String holder, String test, boolean required, String obstacle, String last) {

        static Accessor none(String proxy) {
            return new Accessor(proxy, "", "", "", false, "", "");
        }

        /** Looks the methods up by name and type: a version of the framework without them leaves the target unknown. */
        Linked link(Class<?> implemented) {
            if (getter.isEmpty()) {
                return Linked.UNKNOWN;
            }
            try {
                Class<?> held =
                        holder.isEmpty() ? Object.class : Class.forName(holder, false, implemented.getClassLoader());
                MethodHandle first = handle(implemented, getter, held);
                if (holder.isEmpty()) {
                    return new Linked(first, null, false, "", null);
                }
                MethodHandle condition = test.isEmpty() ? null : handle(held, test, boolean.class);
                return new Linked(first, condition, required, obstacle, handle(held, last, Object.class));
            } catch (ReflectiveOperationException | LinkageError otherVersion) {
                return Linked.UNKNOWN;
            }
        }

        private static MethodHandle handle(Class<?> type, String method, Class<?> result)
                throws ReflectiveOperationException {
            MethodHandle found = MethodHandles.publicLookup().findVirtual(type, method, MethodType.methodType(result));
            return found.asType(MethodType.methodType(result == boolean.class ? result : Object.class, Object.class));
        }
    }

    /** The methods of an {@link Accessor}; without the first, nothing is known of the target. */
    private record Linked(
            @Nullable MethodHandle getter,
            @Nullable MethodHandle test,
            boolean required,
            String obstacle,
            @Nullable MethodHandle last) {
        static final Linked UNKNOWN = new Linked(null, null, false, "", null);

        Object targetOf(Object proxy) {
            Object target = null;
            if (getter != null) {
                try {
                    target = (Object) getter.invokeExact(proxy);
                    if (target != null && test != null && (boolean) test.invokeExact(target) != required) {
                        throw unusable(proxy, obstacle, null);
                    }
                    if (target != null && last != null) {
                        target = (Object) last.invokeExact(target);
                    }
                } catch (IllegalArgumentException | VirtualMachineError thrown) {
                    throw thrown;
                } catch (Throwable failure) {
                    throw unusable(proxy, "cannot be found [" + failure + "]", failure);
                }
            }
            if (target == null) {
                throw unusable(proxy, "cannot be found", null);
            }
            return target;
        }

        private static IllegalArgumentException unusable(Object proxy, String reason, @Nullable Throwable cause) {
            Class<?> type = proxy.getClass();
            String marker = forwardingInterface(type);
            String kind;
            if (Proxy.isProxyClass(type)) {
                kind = "a JDK proxy of " + GeneratedClasses.interfacesOf(type);
            } else {
                kind = "a proxy [" + marker + "] of class ["
                        + GeneratedClasses.declared(type).getName() + "]";
            }
            return new IllegalArgumentException(
                    "Object of class [" + type.getName() + "] is " + kind + ", and the object behind it " + reason
                            + "; use that object itself, or observe all objects of its class",
                    cause);
        }
    }
}
