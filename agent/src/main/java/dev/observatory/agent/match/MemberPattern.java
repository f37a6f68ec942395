package dev.observatory.agent.match;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A pattern that selects members of classes, such as {@code com.acme.orders.**#place*(int, ..)}. Immutable.
 *
 * <pre>
 *   [filter …] type[#member[(parameter, …)]]
 *   [filter …] type#method/lambda
 * </pre>
 *
 * <p>The type is a class name, with {@code $} before the names of nested classes; in it, {@code *} matches any characters other than dots
 * and dollars, {@code **} any characters. The member is a name in which {@code *} matches any characters; if it is missing, all members
 * but constructors are selected, whose name is {@code new} or {@code <init>}. A parameter is a type with or without its package, {@code *} for any type,
 * or a last {@code ..} for any number of any types. The filters are those of {@code ModifierFilter}: visibilities, {@code static},
 * {@code !static}, {@code !getters} and {@code !setters}.
 *
 * <p>The second form selects the bodies of the lambdas that are written in matching methods, which no other pattern selects; a {@code *}
 * for the method also selects those whose names do not contain the method. A number may follow, as in {@code place/lambda$0}.
 */
public final class MemberPattern {
    private static final String CONSTRUCTOR = "new";
    private static final String CONSTRUCTOR_IN_CLASS_FILES = "<init>";
    private static final String ANY = "*";
    private static final String LAMBDA = "/lambda";

    private final String text;
    private final Set<ModifierFilter> filters;
    private final GlobPattern type;
    private final GlobPattern member;
    private final @Nullable List<GlobPattern> parameters;
    private final boolean hasOpenEnd;
    /** The number of the lambda; empty for all lambdas of the method; null if methods themselves are selected. */
    private final @Nullable String lambda;

    private MemberPattern(
            String text,
            Set<ModifierFilter> filters,
            GlobPattern type,
            GlobPattern member,
            @Nullable List<GlobPattern> parameters,
            boolean hasOpenEnd,
            @Nullable String lambda) {
        this.text = text;
        this.filters = filters;
        this.type = type;
        this.member = member;
        this.parameters = parameters;
        this.hasOpenEnd = hasOpenEnd;
        this.lambda = lambda;
    }

    /**
     * Parses a pattern.
     *
     * @param text the pattern
     * @return the pattern
     * @throws IllegalArgumentException if its syntax is wrong; the message describes the error
     */
    public static MemberPattern of(String text) {
        String rest = text.strip();
        Set<ModifierFilter> filters = new LinkedHashSet<>();
        for (int space = rest.indexOf(' ');
                space > 0 && !rest.substring(0, space).contains("#");
                space = rest.indexOf(' ')) {
            filters.add(ModifierFilter.of(rest.substring(0, space)));
            rest = rest.substring(space + 1).strip();
        }
        int hash = rest.indexOf('#');
        String type = hash < 0 ? rest : rest.substring(0, hash);
        String member = hash < 0 ? ANY : rest.substring(hash + 1);
        String lambda = lambdaOf(member);
        if (lambda != null) {
            member = member.substring(0, member.indexOf(LAMBDA));
        }
        int open = member.indexOf('(');
        String name = open < 0 ? member : member.substring(0, open);
        if (name.equals(CONSTRUCTOR_IN_CLASS_FILES)) {
            name = CONSTRUCTOR;
        }
        checkName("class", type, "*.$");
        checkName("member", name, "*");
        List<GlobPattern> parameters = null;
        boolean hasOpenEnd = false;
        if (open >= 0) {
            if (!member.endsWith(")")) {
                throw new IllegalArgumentException("the parameters of [" + member + "] must end with [)]");
            }
            List<String> listed = commaSeparated(member.substring(open + 1, member.length() - 1));
            hasOpenEnd = !listed.isEmpty() && listed.get(listed.size() - 1).equals("..");
            parameters = parameters(hasOpenEnd ? listed.subList(0, listed.size() - 1) : listed);
        }
        return new MemberPattern(
                text,
                Set.copyOf(filters),
                new GlobPattern(type.replace('.', '/'), "/$"),
                new GlobPattern(name, ""),
                parameters,
                hasOpenEnd,
                lambda);
    }

    /** Returns the number after {@code /lambda}; empty if there is none, null if the pattern selects no lambdas. */
    private static @Nullable String lambdaOf(String member) {
        int begin = member.indexOf(LAMBDA);
        if (begin < 0) {
            return null;
        }
        String number = member.substring(begin + LAMBDA.length());
        if (member.lastIndexOf('(', begin) >= 0) {
            throw new IllegalArgumentException(
                    "the method of the lambdas [" + member + "] must be given without parameters");
        }
        if (!number.isEmpty() && !(number.startsWith("$") && ClosureName.isNumber(number.substring(1)))) {
            throw new IllegalArgumentException("after [" + LAMBDA + "] only a number may follow, as in [" + LAMBDA
                    + "$0], but the member is [" + member + "]");
        }
        return number.isEmpty() ? number : number.substring(1);
    }

    private static List<GlobPattern> parameters(List<String> listed) {
        List<GlobPattern> parameters = new ArrayList<>();
        for (String parameter : listed) {
            if (parameter.equals("..")) {
                throw new IllegalArgumentException(
                        "the parameter [..] matches all remaining parameters and must be the last one");
            }
            checkName("parameter", parameter, "*.$[]");
            parameters.add(new GlobPattern(parameter, "."));
        }
        return parameters;
    }

    private static List<String> commaSeparated(String parameters) {
        List<String> listed = new ArrayList<>();
        if (!parameters.isBlank()) {
            for (String parameter : parameters.split(",", -1)) {
                listed.add(parameter.strip());
            }
        }
        return listed;
    }

    private static void checkName(String what, String name, String alsoAllowed) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "a " + what + " name is missing; write a pattern like [com.acme.**#place*(..)]");
        }
        for (int i = 0; i < name.length(); i = name.offsetByCodePoints(i, 1)) {
            int c = name.codePointAt(i);
            if (!Character.isJavaIdentifierPart(c) && alsoAllowed.indexOf(c) < 0) {
                throw new IllegalArgumentException(
                        "the " + what + " name [" + name + "] has the character [" + Character.toString(c)
                                + "], which is not allowed in names; write a pattern like [com.acme.**#place*(..)]");
            }
        }
    }

    /**
     * Returns whether the pattern may select members of a class.
     *
     * @param internalName the class
     * @return whether its name matches
     */
    public boolean matchesType(String internalName) {
        return type.matches(internalName);
    }

    /** Returns whether a method of a matching class is selected. */
    boolean matchesMethod(MemberInfo method) {
        return (lambda != null || !method.has(Opcodes.ACC_SYNTHETIC))
                && matchesMethodName(method.name(), method.descriptor())
                && ModifierFilter.allPass(filters, method);
    }

    /** Returns whether the name and descriptor of a method of a matching class match; filters are not applied. */
    boolean matchesMethodName(String name, String descriptor) {
        if (lambda != null) {
            return matchesLambda(name) && (lambda.isEmpty() || lambda.equals(ClosureName.number(name)));
        }
        if (ClosureName.isSynthetic(name)) {
            return false;
        }
        boolean isConstructor = name.equals(CONSTRUCTOR_IN_CLASS_FILES);
        return member.matches(isConstructor ? CONSTRUCTOR : name)
                && (!isConstructor || member.toString().startsWith(CONSTRUCTOR))
                && (parameters == null || matchParameters(parameters, Type.getArgumentTypes(descriptor)));
    }

    /** Returns whether a method is the body of a lambda that is written in a matching method. */
    private boolean matchesLambda(String name) {
        String method = ClosureName.enclosingMethod(name);
        return method != null && (method.isEmpty() ? member.toString().equals(ANY) : member.matches(method));
    }

    /** Returns whether a method of a matching class is excluded: also the body of a lambda in a method that is. */
    boolean excludesMethod(MemberInfo method) {
        return matchesMethod(method)
                || (lambda == null
                        && parameters == null
                        && matchesLambda(method.name())
                        && ModifierFilter.allPass(filters, method));
    }

    /** Returns whether the name of a field of a matching class matches; filters are not applied. */
    boolean matchesFieldName(String name) {
        return lambda == null && parameters == null && member.matches(name);
    }

    /** Returns whether a field of a matching class is selected. */
    boolean matchesField(MemberInfo field) {
        return matchesFieldName(field.name()) && ModifierFilter.allPass(filters, field);
    }

    /** Returns whether matching a method requires its code. */
    boolean needsCode() {
        return filters.contains(ModifierFilter.NO_GETTERS) || filters.contains(ModifierFilter.NO_SETTERS);
    }

    private boolean matchParameters(List<GlobPattern> parameters, Type[] actual) {
        if (actual.length < parameters.size() || (actual.length > parameters.size() && !hasOpenEnd)) {
            return false;
        }
        for (int i = 0; i < parameters.size(); i++) {
            if (!matchesParameter(parameters.get(i), actual[i].getClassName())) {
                return false;
            }
        }
        return true;
    }

    /** Matches the name of a type with its package, without it, and without the names of enclosing types. */
    private static boolean matchesParameter(GlobPattern parameter, String typeName) {
        String simple = typeName.substring(typeName.lastIndexOf('.') + 1);
        return parameter.matches(typeName)
                || parameter.matches(simple)
                || parameter.matches(simple.substring(simple.lastIndexOf('$') + 1));
    }

    @Override
    public String toString() {
        return text;
    }
}
