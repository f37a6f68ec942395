package dev.observatory.event;

import dev.observatory.hook.Hook;
import dev.observatory.hook.ObserverInfo;
import dev.observatory.hook.Subscription;
import dev.observatory.hook.SubscriptionGroup;
import dev.observatory.runtime.TaggedMethods;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Connects the methods of a class or an object that are tagged {@link Observes}: all or none. */
final class ObserverMethods {
    /** Prevents two registrations of one method from both finding it not connected. */
    private static final Object CONNECTING = new Object();

    private final @Nullable Object target;
    private final TaggedMethods methods;
    private final List<Hook<?>> hooks = new ArrayList<>();
    private final List<MethodObserver> observers = new ArrayList<>();

    private ObserverMethods(Class<?> owner, @Nullable Object target) {
        this.target = target;
        this.methods = new TaggedMethods(owner, target, Observes.class);
    }

    /** Registers the static methods of a class, or the instance methods of a target. */
    static Subscription register(Class<?> owner, @Nullable Object target) {
        return found(owner, target).connect(false);
    }

    /** Registers the static methods of a class until the agent detaches, or for good once the program registers them too. */
    static void registerForAgent(Class<?> owner) {
        found(owner, null).connect(true);
    }

    private static ObserverMethods found(Class<?> owner, @Nullable Object target) {
        ObserverMethods found = new ObserverMethods(owner, target);
        found.methods.find().forEach(found::check);
        found.methods.throwIfMismatched();
        return found;
    }

    private void check(Method method) {
        MethodHandle handle = methods.handleOf(method);
        for (Observes tag : method.getAnnotationsByType(Observes.class)) {
            ResolvedHook observed = hookOf(method, tag);
            if (observed == null) {
                continue;
            }
            if (!observed.fits(method.getParameterTypes())) {
                methods.addSignatureMismatch(method, observed.parameters());
            } else if (handle != null) {
                hooks.add(observed.hook());
                observers.add(new MethodObserver(method, target, handle));
            }
        }
    }

    private @Nullable ResolvedHook hookOf(Method method, Observes tag) {
        try {
            return ResolvedHook.of(tag);
        } catch (IllegalArgumentException wrong) {
            methods.addMismatch(method, ": " + wrong.getMessage());
            return null;
        }
    }

    private Subscription connect(boolean isForAgent) {
        SubscriptionGroup group = new SubscriptionGroup();
        synchronized (CONNECTING) {
            for (int i = 0; i < observers.size(); i++) {
                group.add(connectOnce(hooks.get(i), observers.get(i), isForAgent));
            }
        }
        return group;
    }

    /** The observer has been checked against the arity of the hook. */
    @SuppressWarnings("unchecked")
    private static Subscription connectOnce(Hook<?> hook, MethodObserver added, boolean isForAgent) {
        Hook<Object> untyped = (Hook<Object>) hook;
        for (ObserverInfo<Object> present : untyped.observers()) {
            if (present.observer() instanceof MethodObserver same
                    && same.sameAs(added)
                    && same.byAgent().tryReuse(isForAgent)) {
                return untyped.connect(same);
            }
        }
        Subscription made = untyped.connect(added);
        if (isForAgent) {
            added.byAgent().closeOnDetach(made::close);
        }
        return made;
    }
}
