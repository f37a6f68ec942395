package dev.observatory.weave;

import dev.observatory.attribute.Attribute;
import dev.observatory.attribute.AttributeWeaving;
import dev.observatory.broker.BrokerWeaving;
import dev.observatory.event.EventPoint;
import dev.observatory.event.EventWeaving;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.machine.MachineWeaving;
import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.Headroom;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/**
 * The methods that woven bytecode calls. None of them ever throws into the program. Public because woven code calls it.
 *
 * <p>A token is null while no observer is connected; methods that take one then have no effect, and the JIT, which knows that the
 * idle call site returns null, removes their calls.
 *
 * @hidden
 */
public final class Weave {
    private Weave() {}

    /**
     * Links the beginning of a woven method.
     *
     * @param caller lookup of the class that declares the method
     * @param kind {@code static}, {@code instance}, or {@code constructor}, which has no target yet
     * @param type the target if there is one, then the arguments, all references erased; returns the token
     * @param method the name of the method
     * @param descriptor the descriptor of the method
     * @param parameterNames the names of its parameters, separated by slashes; empty if the class file has none
     * @return a call site, idle until an observer is connected
     */
    public static CallSite method(
            MethodHandles.Lookup caller,
            String kind,
            MethodType type,
            String method,
            String descriptor,
            String parameterNames) {
        try {
            Headroom.requireSufficient();
            StaticObservers.connectWaiting();
            EventPoint event = EventWeaving.link(caller.lookupClass(), method, descriptor, parameterNames);
            MethodSite site = new MethodSite(type, event, kind.equals("instance"));
            EventWeaving.demand(event).addListener(site);
            return site;
        } catch (VirtualMachineError exhausted) {
            // Woven code treats this as an idle site, and the JVM links it again at the next call.
            throw exhausted;
        } catch (Throwable failure) {
            return broken(caller, method, type, failure);
        }
    }

    /**
     * Links the beginning of a woven method whose results are published.
     *
     * @param caller lookup of the class that declares the method
     * @param kind {@code static} or {@code instance}
     * @param type the target if there is one, then the arguments, all references erased; returns the token
     * @param method the name of the method
     * @param descriptor the descriptor of the method
     * @param parameterNames as for {@link #method}; unused
     * @return a call site, idle until a subscriber can be reached
     */
    public static CallSite publisher(
            MethodHandles.Lookup caller,
            String kind,
            MethodType type,
            String method,
            String descriptor,
            String parameterNames) {
        try {
            Headroom.requireSufficient();
            StaticObservers.connectWaiting();
            PublisherSite site = new PublisherSite(type, caller.lookupClass(), method);
            site.open(topicOf(caller.lookupClass(), method + descriptor));
            return site;
        } catch (VirtualMachineError exhausted) {
            throw exhausted;
        } catch (Throwable failure) {
            return broken(caller, method, type, failure);
        }
    }

    private static String topicOf(Class<?> type, String key) {
        try {
            return BrokerWeaving.topicOf(EventWeaving.methodOf(type, key));
        } catch (LinkageError | TypeNotPresentException refused) {
            return BrokerWeaving.topicOf(AgentPresence.tagsOf(type, key));
        }
    }

    /**
     * Links the beginning of a woven method that changes the state of its object.
     *
     * @param caller lookup of the class that declares the method
     * @param kind {@code static} or {@code instance}
     * @param type the target if there is one, then the arguments, all references erased; returns the token
     * @param method the name of the method
     * @param descriptor the descriptor of the method
     * @param parameterNames as for {@link #method}; unused
     * @return a call site, idle until an observer is connected
     */
    public static CallSite transition(
            MethodHandles.Lookup caller,
            String kind,
            MethodType type,
            String method,
            String descriptor,
            String parameterNames) {
        try {
            Headroom.requireSufficient();
            StaticObservers.connectWaiting();
            MachineWeaving transition = MachineWeaving.link(caller.lookupClass(), method + descriptor);
            boolean isStatic = kind.equals("static");
            MethodHandle getter = transition.getter(caller, isStatic);
            TransitionSite site = new TransitionSite(type, isStatic, transition, getter);
            transition.demand().addListener(site);
            return site;
        } catch (VirtualMachineError exhausted) {
            throw exhausted;
        } catch (Throwable failure) {
            return broken(caller, method, type, failure);
        }
    }

    /**
     * Links a woven field write.
     *
     * @param caller lookup of the class that writes
     * @param kind {@code static} or {@code instance}
     * @param type the object if there is one, erased; returns the token
     * @param owner the name of the class in the field reference
     * @param field the name of the field
     * @param inConstruction 1 if a constructor assigns a field of the object under construction
     * @return a call site, idle until an observer is connected; permanently if the field is not observable
     */
    public static CallSite field(
            MethodHandles.Lookup caller, String kind, MethodType type, String owner, String field, int inConstruction) {
        if (!Headroom.isSufficient()) {
            // Nothing may be thrown here, and a class whose initialization fails now remains unusable: it is better
            // never
            // to report this write.
            return new ConstantCallSite(IdleHandles.of(type));
        }
        try {
            StaticObservers.connectWaiting();
            Class<?> named = Class.forName(owner, false, caller.lookupClass().getClassLoader());
            Attribute<?> attribute = AttributeWeaving.link(named, field, inConstruction != 0);
            if (attribute == null) {
                return new ConstantCallSite(IdleHandles.of(type));
            }
            boolean isStatic = kind.equals("static");
            MethodHandle getter = isStatic
                    ? caller.findStaticGetter(named, field, attribute.type())
                    : caller.findGetter(named, field, attribute.type());
            FieldSite site = new FieldSite(type, isStatic, inConstruction != 0, attribute, getter);
            AttributeWeaving.demand(attribute).addListener(site);
            return site;
        } catch (Throwable failure) {
            return broken(caller, field, type, failure);
        }
    }

    /**
     * Called at the end of the static initializer of a class with static observers; without one, at the end of its constructors and
     * static methods. Connects the observers, now that the class is loaded and the fields of its hooks are set.
     */
    public static void connectObservers() {
        try {
            StaticObservers.connectWaiting();
        } catch (Throwable failure) {
            SlowPath.failed("static observers", failure);
        }
    }

    /** Returns a permanently idle site and reports why: the program must not notice the failure. */
    private static CallSite broken(MethodHandles.Lookup caller, String member, MethodType type, Throwable failure) {
        ObserverErrors.report("linking " + caller.lookupClass().getName() + "." + member, Weave.class, failure);
        return new ConstantCallSite(IdleHandles.of(type));
    }

    /**
     * Called when a woven method is about to throw.
     *
     * @param exception the exception
     * @param token the token of the method's call site
     * @return the exception
     */
    public static Throwable crash(Throwable exception, @Nullable Object token) {
        if (token != null) {
            SlowPath.crash(token, exception);
        }
        return exception;
    }

    /**
     * Called when a woven {@code void} method is about to return.
     *
     * @param token the token of the method's call site
     */
    public static void exit(@Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, null);
        }
    }

    /**
     * Called when a woven method is about to return.
     *
     * @param result the result
     * @param token the token of the method's call site
     */
    public static void exit(@Nullable Object result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
    }

    /**
     * Returns the result, which it reports like {@link #exit(Object, Object)}.
     *
     * @param result the result
     * @param token the token
     * @return the result
     */
    public static boolean exit(boolean result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
        return result;
    }

    /**
     * Returns the result, which it reports like {@link #exit(Object, Object)}.
     *
     * @param result the result
     * @param token the token
     * @return the result
     */
    public static byte exit(byte result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
        return result;
    }

    /**
     * Returns the result, which it reports like {@link #exit(Object, Object)}.
     *
     * @param result the result
     * @param token the token
     * @return the result
     */
    public static char exit(char result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
        return result;
    }

    /**
     * Returns the result, which it reports like {@link #exit(Object, Object)}.
     *
     * @param result the result
     * @param token the token
     * @return the result
     */
    public static short exit(short result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
        return result;
    }

    /**
     * Returns the result, which it reports like {@link #exit(Object, Object)}.
     *
     * @param result the result
     * @param token the token
     * @return the result
     */
    public static int exit(int result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
        return result;
    }

    /**
     * Returns the result, which it reports like {@link #exit(Object, Object)}.
     *
     * @param result the result
     * @param token the token
     * @return the result
     */
    public static long exit(long result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
        return result;
    }

    /**
     * Returns the result, which it reports like {@link #exit(Object, Object)}.
     *
     * @param result the result
     * @param token the token
     * @return the result
     */
    public static float exit(float result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
        return result;
    }

    /**
     * Returns the result, which it reports like {@link #exit(Object, Object)}.
     *
     * @param result the result
     * @param token the token
     * @return the result
     */
    public static double exit(double result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
        return result;
    }

    /**
     * Called when a woven write has stored a value.
     *
     * @param token the token of the write's call site
     * @param newValue the value
     */
    public static void assigned(@Nullable Object token, @Nullable Object newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }

    /**
     * Reports a new value, like {@link #assigned(Object, Object)}.
     *
     * @param token the token
     * @param newValue the new value
     */
    public static void assigned(@Nullable Object token, boolean newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }

    /**
     * Reports a new value, like {@link #assigned(Object, Object)}.
     *
     * @param token the token
     * @param newValue the new value
     */
    public static void assigned(@Nullable Object token, byte newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }

    /**
     * Reports a new value, like {@link #assigned(Object, Object)}.
     *
     * @param token the token
     * @param newValue the new value
     */
    public static void assigned(@Nullable Object token, char newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }

    /**
     * Reports a new value, like {@link #assigned(Object, Object)}.
     *
     * @param token the token
     * @param newValue the new value
     */
    public static void assigned(@Nullable Object token, short newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }

    /**
     * Reports a new value, like {@link #assigned(Object, Object)}.
     *
     * @param token the token
     * @param newValue the new value
     */
    public static void assigned(@Nullable Object token, int newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }

    /**
     * Reports a new value, like {@link #assigned(Object, Object)}.
     *
     * @param token the token
     * @param newValue the new value
     */
    public static void assigned(@Nullable Object token, long newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }

    /**
     * Reports a new value, like {@link #assigned(Object, Object)}.
     *
     * @param token the token
     * @param newValue the new value
     */
    public static void assigned(@Nullable Object token, float newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }

    /**
     * Reports a new value, like {@link #assigned(Object, Object)}.
     *
     * @param token the token
     * @param newValue the new value
     */
    public static void assigned(@Nullable Object token, double newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }
}
