package dev.observatory.runtime;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The methods of a class or an object that an annotation tags as observers, and everything that is wrong with them: who
 * registers them connects all or none. Not for applications: names and meanings may change.
 *
 * <p>Belongs to one thread.
 */
public final class TaggedMethods {
    private final Class<?> owner;
    private final @Nullable Object target;
    private final Class<? extends Annotation> tag;
    private final List<String> mismatches = new ArrayList<>();

    /**
     * Looks at the static methods that a class declares itself, or at all instance methods of an object.
     *
     * @param owner the class; of the object, if there is one
     * @param target the object; null for the static methods
     * @param tag the annotation
     */
    public TaggedMethods(Class<?> owner, @Nullable Object target, Class<? extends Annotation> tag) {
        this.owner = owner;
        this.target = target;
        this.tag = tag;
    }

    /**
     * Finds the tagged methods, private ones included; overridden ones are left out.
     *
     * @return the methods: those of the class first, then of its superclasses and interfaces, by name within each
     * @throws IllegalArgumentException if there is none
     */
    public List<Method> find() {
        List<Method> found = new ArrayList<>();
        for (Class<?> type : target == null ? List.of(owner) : typesOf(owner)) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.getAnnotationsByType(tag).length > 0 && !method.isSynthetic())
                    .filter(method -> Modifier.isStatic(method.getModifiers()) == (target == null))
                    .filter(method -> found.stream().noneMatch(lower -> overrides(lower, method)))
                    .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toString))
                    .forEach(found::add);
        }
        if (found.isEmpty()) {
            String kind = target == null ? "static" : "instance";
            String other = target == null ? "register an object for its instance" : "register the class for its static";
            throw new IllegalArgumentException("Class [" + owner.getTypeName() + "] has no " + kind + " method tagged @"
                    + tag.getSimpleName() + "; tag one, or " + other + " methods");
        }
        return found;
    }

    /**
     * Makes a method callable.
     *
     * @param method a method that was found
     * @return a handle that takes what the method takes, bound to the object if there is one; null if the method's module
     *     does not let the library call it, which is then noted as a mismatch
     */
    public @Nullable MethodHandle open(Method method) {
        try {
            method.setAccessible(true);
            MethodHandle handle = MethodHandles.lookup().unreflect(method).asFixedArity();
            return target == null ? handle : handle.bindTo(target);
        } catch (InaccessibleObjectException | IllegalAccessException closed) {
            mismatch(
                    method,
                    " cannot be called; open package ["
                            + method.getDeclaringClass().getPackageName() + "] to module [dev.observatory]");
            return null;
        }
    }

    /**
     * Notes that a method takes something else than it would be given.
     *
     * @param method the method
     * @param parameters what it should take, as in source code: {@code EventData data}
     */
    public void expect(Method method, String parameters) {
        mismatch(
                method,
                " takes [" + method.getParameterCount() + "] parameters; expected [" + (target == null ? "static " : "")
                        + "void " + method.getName() + "(" + parameters + ")]");
    }

    /**
     * Notes that something is wrong with a method.
     *
     * @param method the method
     * @param problem what is wrong; follows the method's name
     */
    public void mismatch(Method method, String problem) {
        mismatches.add("[" + nameOf(method) + "]" + problem);
    }

    /**
     * Counts what is wrong.
     *
     * @return how many mismatches were noted
     */
    public int mismatches() {
        return mismatches.size();
    }

    /**
     * To be called after all methods were looked at and before any is connected.
     *
     * @throws IllegalArgumentException if anything is wrong; the message lists all of it
     */
    public void refuseMismatches() {
        if (!mismatches.isEmpty()) {
            throw new IllegalArgumentException("Class [" + owner.getTypeName() + "] has [" + mismatches.size()
                    + "] mismatch" + (mismatches.size() == 1 ? "" : "es") + " of @" + tag.getSimpleName()
                    + ", nothing was registered:\n  " + String.join("\n  ", mismatches));
        }
    }

    /**
     * A method's name for messages.
     *
     * @param method any method
     * @return class, method and simple parameter types
     */
    public static String nameOf(Method method) {
        String parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        return method.getDeclaringClass().getTypeName() + "." + method.getName() + parameters;
    }

    /**
     * Lets a checked exception of a tagged method pass unchanged, so that whoever reports it names what was really thrown.
     *
     * @param thrown what the method threw
     * @param <E> nothing that the compiler checks
     * @return never; lets the compiler see that the caller ends here
     * @throws E {@code thrown} itself
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The cast is erased: all is thrown as it is.
    public static <E extends Throwable> RuntimeException unchanged(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /**
     * All types that a class is an instance of.
     *
     * @param owner the class
     * @return the class, its superclasses, then all interfaces: what overrides comes before what is overridden
     */
    public static Set<Class<?>> typesOf(Class<?> owner) {
        Set<Class<?>> classes = new LinkedHashSet<>();
        for (Class<?> type = owner; type != null; type = type.getSuperclass()) {
            classes.add(type);
        }
        Set<Class<?>> all = new LinkedHashSet<>(classes);
        classes.forEach(type -> addInterfaces(type, all));
        return all;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
        for (Class<?> each : type.getInterfaces()) {
            all.add(each);
            addInterfaces(each, all);
        }
    }

    /**
     * Whether a call of one method runs another one instead.
     *
     * @param lower an instance method of a class
     * @param upper an instance method of one of its supertypes
     * @return whether the lower overrides the upper
     */
    public static boolean overrides(Method lower, Method upper) {
        int modifiers = upper.getModifiers();
        boolean visible = Modifier.isPublic(modifiers)
                || Modifier.isProtected(modifiers)
                || (!Modifier.isPrivate(modifiers)
                        && upper.getDeclaringClass().getPackage()
                                == lower.getDeclaringClass().getPackage());
        return visible
                && !Modifier.isPrivate(lower.getModifiers())
                && lower.getName().equals(upper.getName())
                && Arrays.equals(lower.getParameterTypes(), upper.getParameterTypes());
    }
}
