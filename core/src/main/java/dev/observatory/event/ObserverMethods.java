package dev.observatory.event;

import dev.observatory.hook.Hook;
import dev.observatory.hook.Subscription;
import dev.observatory.hook.SubscriptionGroup;
import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.TaggedMethod;
import dev.observatory.runtime.TaggedMethods;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Connects the methods of a class or an object that are tagged {@link Observes}: all or none. */
final class ObserverMethods {
    private final Class<?> owner;
    private final @Nullable Object target;
    private final TaggedMethods methods;
    private final List<Hook<?>> hooks = new ArrayList<>();
    private final List<MethodObserver> observers = new ArrayList<>();

    /** The mismatches that are only temporary: their number, and the first. */
    private int unsetHooks;

    private @Nullable String unsetHook;

    private ObserverMethods(Class<?> owner, @Nullable Object target) {
        this.owner = owner;
        this.target = target;
        this.methods = new TaggedMethods(owner, target, Observes.class);
    }

    /** Registers the static methods of a class, or the instance methods of a target. */
    static Subscription register(Class<?> owner, @Nullable Object target) {
        return found(owner, target).connect(false);
    }

    /**
     * Registers the static methods of a class until the agent detaches, or for good once the program registers them too. Returns why
     * that is not possible yet; null if they are registered.
     */
    static @Nullable String registerForAgent(Class<?> owner) {
        ObserverMethods found = checked(owner, null);
        if (found.unsetHook != null && found.methods.mismatchCount() == found.unsetHooks) {
            return found.unsetHook;
        }
        found.methods.throwIfMismatched();
        found.connect(true);
        return null;
    }

    private static ObserverMethods found(Class<?> owner, @Nullable Object target) {
        ObserverMethods found = checked(owner, target);
        found.methods.throwIfMismatched();
        return found;
    }

    private static ObserverMethods checked(Class<?> owner, @Nullable Object target) {
        ObserverMethods checked = new ObserverMethods(owner, target);
        checked.methods.find().forEach(checked::check);
        return checked;
    }

    private void check(TaggedMethod method) {
        MethodHandle handle = methods.handleOf(method);
        for (ResolvedHook.Tag tag : ResolvedHook.Tag.of(method)) {
            ResolvedHook observed = hookOf(method, tag);
            if (observed == null) {
                continue;
            }
            if (!observed.fits(method.parameterTypes())) {
                methods.addSignatureMismatch(method, observed.parameters());
            } else if (handle != null) {
                hooks.add(observed.hook());
                observers.add(new MethodObserver(method, target, handle));
            }
        }
    }

    private @Nullable ResolvedHook hookOf(TaggedMethod method, ResolvedHook.Tag tag) {
        try {
            return ResolvedHook.of(tag);
        } catch (ResolvedHook.UnsetException unset) {
            unsetHooks++;
            unsetHook = unset.getMessage();
            methods.addMismatch(method, ": " + unset.getMessage());
            return null;
        } catch (IllegalArgumentException wrong) {
            methods.addMismatch(method, ": " + wrong.getMessage());
            return null;
        }
    }

    private Subscription connect(boolean isForAgent) {
        if (isForAgent) {
            AgentPresence.closeDiscarded(owner);
        }
        SubscriptionGroup group = new SubscriptionGroup();
        for (int i = 0; i < observers.size(); i++) {
            group.add(connectOnce(hooks.get(i), observers.get(i), isForAgent));
        }
        return group;
    }

    /**
     * Connects an observer, which has been checked against the arity of the hook, unless its method is connected already. The observer
     * is called by the first emission that finds it: one that finds an observer does not look for others that wait.
     */
    @SuppressWarnings("unchecked")
    private static Subscription connectOnce(Hook<?> hook, MethodObserver added, boolean isForAgent) {
        Hook<Object> untyped = (Hook<Object>) hook;
        Reused reused = new Reused(added, isForAgent);
        if (!isForAgent) {
            return untyped.connectUnless(added, reused);
        }
        added.byAgent().closeOnDetach(() -> untyped.disconnect(added));
        Subscription connection = untyped.connectUnless(added, reused);
        if (reused.observer != null) {
            added.byAgent().close();
        } else if (added.byAgent().isClosed()) {
            connection.close();
        }
        return connection;
    }

    /** Finds the observer of the same method as a given one. */
    private static final class Reused implements Predicate<Object> {
        private final MethodObserver added;
        private final boolean isForAgent;

        private @Nullable MethodObserver observer;

        Reused(MethodObserver added, boolean isForAgent) {
            this.added = added;
            this.isForAgent = isForAgent;
        }

        @Override
        public boolean test(Object connected) {
            if (connected instanceof MethodObserver same
                    && same.sameAs(added)
                    && same.byAgent().tryReuse(isForAgent)) {
                observer = same;
                return true;
            }
            return false;
        }
    }
}
