package dev.observatory.agent.bridge;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The methods that woven code calls if its class loader does not certainly find the library: those of {@code Weave}, {@code
 * WovenConstructors} and {@code NonIndySite}, with the same names, parameters and effects. They pass everything on to the attached agent,
 * or to the token that a library instance has returned, and know types of the JDK only.
 *
 * <p>The template of a class in {@code java.lang}, which {@link JavaLangBridge} defines, and which stays there permanently. Never used by
 * this name. Its name there contains a number, which must change when anything that its users rely on changes.
 */
public final class CodeBridge {
    /**
     * Carries out what needs the agent; null while none is attached. Its argument starts with the name of a method of this class, whose
     * arguments follow.
     */
    private static volatile @Nullable Function<@Nullable Object[], @Nullable Object> agent;

    /** Tests whether a place without a call site may be observed; null while no agent is attached. */
    private static volatile @Nullable IntPredicate observedSites;

    private CodeBridge() {}

    /**
     * Links the beginning of a woven method.
     *
     * @param caller lookup of the class that declares the method
     * @param kind {@code static}, {@code instance}, or {@code constructor}, which has no target yet
     * @param type the target if there is one, then the arguments, all references erased; returns the token
     * @param method the name of the method
     * @param descriptor the descriptor of the method
     * @param parameterNames the names of its parameters, separated by slashes
     * @return a call site, idle until an observer is connected; permanently without an agent
     */
    public static CallSite method(
            MethodHandles.Lookup caller,
            String kind,
            MethodType type,
            String method,
            String descriptor,
            String parameterNames) {
        return link("method", caller, kind, type, new Object[] {method, descriptor, parameterNames});
    }

    /**
     * Links the beginning of a woven method whose results are published.
     *
     * @param caller lookup of the class that declares the method
     * @param kind {@code static} or {@code instance}
     * @param type the target if there is one, then the arguments, all references erased; returns the token
     * @param method the name of the method
     * @param descriptor the descriptor of the method
     * @param parameterNames the names of its parameters, separated by slashes
     * @return a call site, idle until an observer is connected; permanently without an agent
     */
    public static CallSite publisher(
            MethodHandles.Lookup caller,
            String kind,
            MethodType type,
            String method,
            String descriptor,
            String parameterNames) {
        return link("publisher", caller, kind, type, new Object[] {method, descriptor, parameterNames});
    }

    /**
     * Links the beginning of a woven method that changes the state of its object.
     *
     * @param caller lookup of the class that declares the method
     * @param kind {@code static} or {@code instance}
     * @param type the target if there is one, then the arguments, all references erased; returns the token
     * @param method the name of the method
     * @param descriptor the descriptor of the method
     * @param parameterNames the names of its parameters, separated by slashes
     * @return a call site, idle until an observer is connected; permanently without an agent
     */
    public static CallSite transition(
            MethodHandles.Lookup caller,
            String kind,
            MethodType type,
            String method,
            String descriptor,
            String parameterNames) {
        return link("transition", caller, kind, type, new Object[] {method, descriptor, parameterNames});
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
     * @return a call site, idle until an observer is connected; permanently without an agent, or if the field is not observable
     */
    public static CallSite field(
            MethodHandles.Lookup caller, String kind, MethodType type, String owner, String field, int inConstruction) {
        try {
            return link("field", caller, kind, type, new Object[] {owner, field, inConstruction});
        } catch (Throwable exhausted) {
            return idle(type); // Nothing may be thrown here: no handler is around a write.
        }
    }

    private static CallSite link(
            String bootstrap, MethodHandles.Lookup caller, String kind, MethodType type, Object[] details) {
        Function<@Nullable Object[], @Nullable Object> present = agent;
        Object site =
                present == null ? null : present.apply(new Object[] {"link", bootstrap, caller, kind, type, details});
        return site == null ? idle(type) : (CallSite) site;
    }

    private static CallSite idle(MethodType type) {
        MethodHandle none = MethodHandles.constant(Object.class, null);
        return new ConstantCallSite(MethodHandles.dropArguments(none, 0, type.parameterArray()));
    }

    /** Connects the static observers of a class, at the end of its static initializer or of another of its methods. */
    public static void connectObservers() {
        request("connectObservers");
    }

    /**
     * Registers an instance of the library that was loaded while an agent is attached.
     *
     * @param library the class through which the agent reaches the instance
     */
    public static void register(Class<?> library) {
        request("register", library);
    }

    private static @Nullable Object request(@Nullable Object... methodAndArguments) {
        Function<@Nullable Object[], @Nullable Object> present = agent;
        return present == null ? null : present.apply(methodAndArguments);
    }

    @SuppressWarnings("unchecked")
    private static void report(Object token, String method, @Nullable Object value) {
        ((BiConsumer<String, @Nullable Object>) token).accept(method, value);
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
            report(token, "crash", exception);
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
            report(token, "exit", null);
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
            report(token, "exit", result);
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
            report(token, "exit", result);
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
            report(token, "exit", result);
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
            report(token, "exit", result);
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
            report(token, "exit", result);
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
            report(token, "exit", result);
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
            report(token, "exit", result);
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
            report(token, "exit", result);
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
            report(token, "exit", result);
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
            report(token, "assigned", newValue);
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
            report(token, "assigned", newValue);
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
            report(token, "assigned", newValue);
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
            report(token, "assigned", newValue);
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
            report(token, "assigned", newValue);
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
            report(token, "assigned", newValue);
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
            report(token, "assigned", newValue);
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
            report(token, "assigned", newValue);
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
            report(token, "assigned", newValue);
        }
    }

    /**
     * Called when a woven constructor is about to call {@code super(…)} or {@code this(…)}.
     *
     * @param token the token of the constructor's call site
     */
    public static void callsSuper(@Nullable Object token) {
        if (token != null) {
            report(token, "callsSuper", null);
        }
    }

    /**
     * Called when the call of {@code super(…)} or {@code this(…)} has returned.
     *
     * @param object the object under construction
     * @param token the token of the constructor's call site
     */
    public static void made(Object object, @Nullable Object token) {
        if (token != null) {
            report(token, "made", object);
        }
    }

    /**
     * Called when a woven constructor is about to return.
     *
     * @param token the token of the constructor's call site
     */
    public static void done(@Nullable Object token) {
        if (token != null) {
            report(token, "done", null);
        }
    }

    /**
     * Called when a woven constructor is about to throw, except from its call of {@code super(…)} or {@code this(…)}.
     *
     * @param exception the exception
     * @param token the token of the constructor's call site; null if this constructor is not an event
     * @return the exception
     */
    public static Throwable failed(Throwable exception, @Nullable Object token) {
        if (token != null) {
            report(token, "failed", exception);
        } else {
            request("constructionFailed", exception);
        }
        return exception;
    }

    /**
     * Returns what a woven method without a call site has to do at its beginning.
     *
     * @param site the number of the place
     * @return 0 if no observer is connected; 1 if it has to collect its arguments and call {@link #begin}, as when the place has never
     *     run
     */
    public static int mode(int site) {
        return isObserved(site) ? 1 : 0;
    }

    private static boolean isObserved(int site) {
        IntPredicate present = observedSites;
        return present != null && present.test(site);
    }

    /**
     * Never called, since {@link #mode} never returns what requires it.
     *
     * @param site the number of the place
     * @return null
     */
    public static @Nullable Object begin(int site) {
        return null;
    }

    /**
     * Called at the beginning of a woven method without a call site.
     *
     * @param operands the object on which it is called, null for static methods and constructors; then the arguments, boxed
     * @param site the number of the place
     * @param link the description of the place
     * @return the token
     */
    public static @Nullable Object begin(@Nullable Object[] operands, int site, String link) {
        return request("begin", operands, site, link);
    }

    /**
     * Called before a woven write without a call site.
     *
     * @param target the object whose field is assigned; null for a static one
     * @param site the number of the place
     * @param link the description of the place
     * @return the token
     */
    public static @Nullable Object write(@Nullable Object target, int site, String link) {
        return isObserved(site) ? request("begin", new Object[] {target}, site, link) : null;
    }
}
