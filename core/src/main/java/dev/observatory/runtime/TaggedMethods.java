package dev.observatory.runtime;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the methods of a class or an object that an annotation tags as observers, and collects their mismatches, so that
 * a registration connects either all of them or none.
 *
 * <p>Not safe for use by several threads.
 *
 * @hidden
 */
public final class TaggedMethods {
    private final Class<?> owner;
    private final @Nullable Object target;
    private final Class<? extends Annotation> tag;
    private final List<String> mismatches = new ArrayList<>();

    /**
     * Creates the search, either for the static methods that a class declares itself or for all instance methods of an object.
     *
     * @param owner the class to search; the class of the target, if there is one
     * @param target the object whose instance methods are searched; null for the static methods
     * @param tag the annotation
     */
    public TaggedMethods(Class<?> owner, @Nullable Object target, Class<? extends Annotation> tag) {
        this.owner = owner;
        this.target = target;
        this.tag = tag;
    }

    /**
     * Returns the tagged methods, including private ones and excluding overridden ones.
     *
     * @return the methods: those of the class first, then those of its superclasses and interfaces, ordered by name within each
     * @throws IllegalArgumentException if no method is tagged
     */
    public List<TaggedMethod> find() {
        List<TaggedMethod> found = new ArrayList<>();
        Throwable refusal = null;
        for (Class<?> type : target == null ? List.of(owner) : typesOf(owner)) {
            List<TaggedMethod> declared;
            try {
                declared = declaredBy(type);
            } catch (LinkageError | TypeNotPresentException refused) {
                refusal = refused;
                declared = readByAgent(type);
            }
            declared.stream()
                    .filter(method -> method.has(tag) && method.isStatic() == (target == null))
                    .filter(method -> found.stream().noneMatch(lower -> lower.overrides(method)))
                    .sorted(Comparator.comparing(TaggedMethod::name).thenComparing(TaggedMethod::toString))
                    .forEach(found::add);
        }
        if (found.isEmpty()) {
            String kind = target == null ? "static" : "instance";
            String other = target == null ? "register an object for its instance" : "register the class for its static";
            throw new IllegalArgumentException(
                    "Class [" + owner.getTypeName() + "] has no " + kind + " method tagged @" + tag.getSimpleName()
                            + (refusal == null
                                    ? "; tag one, or " + other + " methods"
                                    : ", or its methods cannot be listed because a type that they name is missing ["
                                            + refusal + "]; add it to the class path"),
                    refusal);
        }
        return found;
    }

    /**
     * Returns the methods that a class declares.
     *
     * @param type the class
     * @return all of them; if reflection refuses the class, those with tags that the agent has read
     */
    public static List<TaggedMethod> of(Class<?> type) {
        try {
            return declaredBy(type);
        } catch (LinkageError | TypeNotPresentException refused) {
            return readByAgent(type);
        }
    }

    private static List<TaggedMethod> declaredBy(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(TaggedMethod::of)
                .toList();
    }

    private static List<TaggedMethod> readByAgent(Class<?> type) {
        List<TaggedMethod> methods = new ArrayList<>();
        for (MemberTags member : AgentPresence.tagsOf(type)) {
            TaggedMethod method = TaggedMethod.of(type, member);
            if (method != null) {
                methods.add(method);
            }
        }
        return methods;
    }

    /**
     * Returns a handle that calls a method. If the method's module does not let the library call it, adds a mismatch.
     *
     * @param method a method that was found
     * @return a handle with the parameters of the method, bound to the target if there is one; null if a mismatch was added
     */
    public @Nullable MethodHandle handleOf(TaggedMethod method) {
        try {
            MethodHandle handle = method.handle();
            return target == null ? handle : handle.bindTo(target);
        } catch (InaccessibleObjectException | IllegalAccessException closed) {
            addMismatch(
                    method,
                    " cannot be called; open package [" + method.owner().getPackageName()
                            + "] to module [dev.observatory]");
            return null;
        }
    }

    /**
     * Adds a mismatch: the parameters of a method differ from what it would be called with.
     *
     * @param method the method
     * @param parameters the expected parameters, as in source code: {@code EventData data}
     */
    public void addSignatureMismatch(TaggedMethod method, String parameters) {
        addMismatch(
                method,
                " takes [" + method.parameterTypes().length + "] parameters; expected ["
                        + (target == null ? "static " : "") + "void " + method.name() + "(" + parameters + ")]");
    }

    /**
     * Adds a mismatch.
     *
     * @param method the method
     * @param problem the text that follows the method's name in the message
     */
    public void addMismatch(TaggedMethod method, String problem) {
        mismatches.add("[" + method + "]" + problem);
    }

    /**
     * Returns the number of mismatches that were added.
     *
     * @return the count, of mismatches
     */
    public int mismatchCount() {
        return mismatches.size();
    }

    /**
     * Throws if any mismatch was added. To be called after all methods were checked and before any is connected.
     *
     * @throws IllegalArgumentException if there is any mismatch; the message lists all of them
     */
    public void throwIfMismatched() {
        if (!mismatches.isEmpty()) {
            throw new IllegalArgumentException("Class [" + owner.getTypeName() + "] has [" + mismatches.size()
                    + "] mismatch" + (mismatches.size() == 1 ? "" : "es") + " of @" + tag.getSimpleName()
                    + ", nothing was registered:\n  " + String.join("\n  ", mismatches));
        }
    }

    /**
     * Throws an exception of a tagged method as it is, even if it is checked, so that reports name the original exception.
     *
     * @param thrown the exception that the method threw
     * @param <E> an unchecked type, to be given explicitly by the caller
     * @return never returns; the return type lets the caller write {@code throw rethrow(thrown)}
     * @throws E {@code thrown}, the same instance
     */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // The cast is erased: nothing is checked at run time.
    public static <E extends Throwable> RuntimeException rethrow(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /**
     * Returns all types that the instances of a class have.
     *
     * @param owner the class
     * @return the class, its superclasses, then all interfaces: overriding methods come before those that they override
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
     * Returns whether one method overrides another.
     *
     * @param lower an instance method of a class
     * @param upper an instance method of one of its supertypes
     * @return whether {@code lower} overrides {@code upper}
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
