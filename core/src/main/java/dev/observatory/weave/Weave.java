package dev.observatory.weave;

import dev.observatory.attribute.Attribute;
import dev.observatory.attribute.AttributeWeaving;
import dev.observatory.event.EventPoint;
import dev.observatory.event.EventWeaving;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.machine.MachineWeaving;
import dev.observatory.runtime.Headroom;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * What woven bytecode calls. Nothing here ever throws into the program.
 *
 * <p>A token is null while nobody listens; the methods that take one then do nothing, and the JIT, which knows that the
 * idle call site returns null, leaves nothing of them.
 */
public final class Weave {
    private Weave() {}

    /**
     * Links the beginning of a woven method.
     *
     * @param caller the class that declares the method
     * @param kind {@code static}, {@code instance}, or {@code constructor}, which has no target yet
     * @param type the target if there is one, then the arguments, all references erased; returns the token
     * @param method the method's name
     * @param descriptor the method's descriptor
     * @param parameterNames its parameters' names, separated by commas; empty if the class file has none
     * @return a call site, idle until somebody listens
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
            // Woven code takes it for an idle site, and the JVM links again with the next call.
            throw exhausted;
        } catch (Throwable failure) {
            return broken(caller, method, type, failure);
        }
    }

    /**
     * Links the beginning of a woven method whose results are published.
     *
     * @param caller the class that declares the method
     * @param kind {@code static} or {@code instance}
     * @param type the target if there is one, then the arguments, all references erased; returns the token
     * @param method the method's name
     * @param descriptor the method's descriptor
     * @param parameterNames as for {@link #method}; of no use here
     * @return a call site, idle until somebody listens
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
            Method publisher = EventWeaving.methodOf(caller.lookupClass(), method + descriptor);
            PublisherSite site = new PublisherSite(type, publisher);
            site.open(publisher);
            return site;
        } catch (VirtualMachineError exhausted) {
            throw exhausted;
        } catch (Throwable failure) {
            return broken(caller, method, type, failure);
        }
    }

    /**
     * Links the beginning of a woven method that leads from one state of its object to another.
     *
     * @param caller the class that declares the method
     * @param kind {@code static} or {@code instance}
     * @param type the target if there is one, then the arguments, all references erased; returns the token
     * @param method the method's name
     * @param descriptor the method's descriptor
     * @param parameterNames as for {@link #method}; of no use here
     * @return a call site, idle until somebody listens
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
            MachineWeaving transition =
                    MachineWeaving.link(EventWeaving.methodOf(caller.lookupClass(), method + descriptor));
            boolean isStatic = kind.equals("static");
            MethodHandle getter = stateGetter(caller, transition.field(), isStatic);
            TransitionSite site = new TransitionSite(type, isStatic, transition, getter);
            transition.demand().addListener(site);
            return site;
        } catch (VirtualMachineError exhausted) {
            throw exhausted;
        } catch (Throwable failure) {
            return broken(caller, method, type, failure);
        }
    }

    /** Reads a field of an object, or of none. */
    private static MethodHandle stateGetter(MethodHandles.Lookup caller, Field field, boolean isStaticMethod)
            throws IllegalAccessException {
        MethodHandle getter = caller.unreflectGetter(field);
        if (Modifier.isStatic(field.getModifiers())) {
            getter = MethodHandles.dropArguments(getter, 0, Object.class);
        } else if (isStaticMethod) {
            throw new IllegalArgumentException(
                    "field [" + field.getName() + "] tagged @MachineState belongs to objects, and the method to none");
        }
        return getter.asType(MethodType.methodType(Object.class, Object.class));
    }

    /**
     * Links a woven field write.
     *
     * @param caller the class that writes
     * @param kind {@code static} or {@code instance}
     * @param type the object if there is one, erased; returns the token
     * @param owner the name of the class that the field reference names
     * @param field the field's name
     * @param inConstruction 1 if a constructor assigns a field of the object that it makes
     * @return a call site, idle until somebody listens; for ever if the field is not observable
     */
    public static CallSite field(
            MethodHandles.Lookup caller, String kind, MethodType type, String owner, String field, int inConstruction) {
        if (!Headroom.isSufficient()) {
            // Nothing may be thrown here, and what is half initialised now stays useless: better never to hear this
            // write.
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

    /** A site that cannot be linked stays idle; the program must not notice, but somebody should. */
    private static CallSite broken(MethodHandles.Lookup caller, String member, MethodType type, Throwable failure) {
        ObserverErrors.report("linking " + caller.lookupClass().getName() + "." + member, Weave.class, failure);
        return new ConstantCallSite(IdleHandles.of(type));
    }

    /**
     * A woven method is about to throw.
     *
     * @param exception what it throws
     * @param token from the method's call site
     * @return the exception
     */
    public static Throwable crash(Throwable exception, @Nullable Object token) {
        if (token != null) {
            SlowPath.crash(token, exception);
        }
        return exception;
    }

    /**
     * A woven {@code void} method is about to return.
     *
     * @param token from the method's call site
     */
    public static void exit(@Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, null);
        }
    }

    /**
     * A woven method is about to return an object.
     *
     * @param result what it returns
     * @param token from the method's call site
     */
    public static void exit(@Nullable Object result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
    }

    /**
     * A woven method is about to return a boolean.
     *
     * @param result what it returns
     * @param token from the method's call site
     * @return the result
     */
    public static boolean exit(boolean result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
        return result;
    }

    /**
     * A woven method is about to return a byte.
     *
     * @param result what it returns
     * @param token from the method's call site
     * @return the result
     */
    public static byte exit(byte result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
        return result;
    }

    /**
     * A woven method is about to return a char.
     *
     * @param result what it returns
     * @param token from the method's call site
     * @return the result
     */
    public static char exit(char result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
        return result;
    }

    /**
     * A woven method is about to return a short.
     *
     * @param result what it returns
     * @param token from the method's call site
     * @return the result
     */
    public static short exit(short result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
        return result;
    }

    /**
     * A woven method is about to return an int.
     *
     * @param result what it returns
     * @param token from the method's call site
     * @return the result
     */
    public static int exit(int result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
        return result;
    }

    /**
     * A woven method is about to return a long.
     *
     * @param result what it returns
     * @param token from the method's call site
     * @return the result
     */
    public static long exit(long result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
        return result;
    }

    /**
     * A woven method is about to return a float.
     *
     * @param result what it returns
     * @param token from the method's call site
     * @return the result
     */
    public static float exit(float result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
        return result;
    }

    /**
     * A woven method is about to return a double.
     *
     * @param result what it returns
     * @param token from the method's call site
     * @return the result
     */
    public static double exit(double result, @Nullable Object token) {
        if (token != null) {
            SlowPath.complete(token, result);
        }
        return result;
    }

    /**
     * A woven write has stored an object.
     *
     * @param token from the write's call site
     * @param newValue what was stored
     */
    public static void assigned(@Nullable Object token, @Nullable Object newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }

    /**
     * A woven write has stored a boolean.
     *
     * @param token from the write's call site
     * @param newValue what was stored
     */
    public static void assigned(@Nullable Object token, boolean newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }

    /**
     * A woven write has stored a byte.
     *
     * @param token from the write's call site
     * @param newValue what was stored
     */
    public static void assigned(@Nullable Object token, byte newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }

    /**
     * A woven write has stored a char.
     *
     * @param token from the write's call site
     * @param newValue what was stored
     */
    public static void assigned(@Nullable Object token, char newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }

    /**
     * A woven write has stored a short.
     *
     * @param token from the write's call site
     * @param newValue what was stored
     */
    public static void assigned(@Nullable Object token, short newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }

    /**
     * A woven write has stored an int.
     *
     * @param token from the write's call site
     * @param newValue what was stored
     */
    public static void assigned(@Nullable Object token, int newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }

    /**
     * A woven write has stored a long.
     *
     * @param token from the write's call site
     * @param newValue what was stored
     */
    public static void assigned(@Nullable Object token, long newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }

    /**
     * A woven write has stored a float.
     *
     * @param token from the write's call site
     * @param newValue what was stored
     */
    public static void assigned(@Nullable Object token, float newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }

    /**
     * A woven write has stored a double.
     *
     * @param token from the write's call site
     * @param newValue what was stored
     */
    public static void assigned(@Nullable Object token, double newValue) {
        if (token != null) {
            SlowPath.assign(token, newValue);
        }
    }
}
