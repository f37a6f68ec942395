package dev.observatory.agent.match;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Which members of which classes are meant, as {@code com.acme.orders.**#place*(int, ..)}.
 *
 * <pre>
 *   [filter …] type[#member[(parameter, …)]]
 * </pre>
 *
 * <p>The type is a class name, nested ones with {@code $}; in it {@code *} stands for any characters but dots and dollars,
 * {@code **} for any at all. A member is a name with {@code *}; without it, all are meant but constructors, whose name is
 * {@code new}. A parameter is a type with or without its package, {@code *} for any type, or a last {@code ..} for any number of
 * any types. For the filters see {@link ModifierFilter}.
 */
public final class MemberPattern {
    private static final String CONSTRUCTOR = "new";

    private final String text;
    private final Set<ModifierFilter> filters;
    private final GlobPattern type;
    private final GlobPattern member;
    private final @Nullable List<GlobPattern> parameters;
    private final boolean hasOpenEnd;

    private MemberPattern(
            String text,
            Set<ModifierFilter> filters,
            GlobPattern type,
            GlobPattern member,
            @Nullable List<GlobPattern> parameters,
            boolean hasOpenEnd) {
        this.text = text;
        this.filters = filters;
        this.type = type;
        this.member = member;
        this.parameters = parameters;
        this.hasOpenEnd = hasOpenEnd;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it cannot be understood; the message says why
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
        String member = hash < 0 ? "*" : rest.substring(hash + 1);
        int open = member.indexOf('(');
        String name = open < 0 ? member : member.substring(0, open);
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
                hasOpenEnd);
    }

    private static List<GlobPattern> parameters(List<String> listed) {
        List<GlobPattern> parameters = new ArrayList<>();
        for (String parameter : listed) {
            if (parameter.equals("..")) {
                throw new IllegalArgumentException(
                        "the parameter name [..] stands for the rest of the parameters and must be the last");
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
                    "a " + what + " name is missing; a pattern looks like [com.acme.**#place*(..)]");
        }
        for (int i = 0; i < name.length(); i = name.offsetByCodePoints(i, 1)) {
            int c = name.codePointAt(i);
            if (!Character.isJavaIdentifierPart(c) && alsoAllowed.indexOf(c) < 0) {
                throw new IllegalArgumentException(
                        "the " + what + " name [" + name + "] has the character [" + Character.toString(c)
                                + "], which no name has; a pattern looks like [com.acme.**#place*(..)]");
            }
        }
    }

    /** Whether members of that class can be meant. */
    public boolean matchesType(String internalName) {
        return type.matches(internalName);
    }

    /** Whether a method is meant; its class is known to be. */
    boolean matchesMethod(MemberInfo method) {
        return namesMethod(method.name(), method.descriptor()) && ModifierFilter.allPass(filters, method);
    }

    /** Whether a method is meant but for the filters, by name and descriptor; its class is known to be. */
    boolean namesMethod(String name, String descriptor) {
        boolean isConstructor = name.equals("<init>");
        return member.matches(isConstructor ? CONSTRUCTOR : name)
                && (!isConstructor || member.toString().startsWith(CONSTRUCTOR))
                && (parameters == null || matchParameters(parameters, Type.getArgumentTypes(descriptor)));
    }

    /** Whether a field is meant but for the filters; its class is known to be. */
    boolean namesField(String name) {
        return parameters == null && member.matches(name);
    }

    /** Whether a field is meant; its class is known to be. */
    boolean matchesField(MemberInfo field) {
        return parameters == null && member.matches(field.name()) && ModifierFilter.allPass(filters, field);
    }

    /** Whether it takes the code of a method to tell if it is meant. */
    boolean asksForCode() {
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

    /** A type is named with its package, or without, or by the last part of a nested type's name. */
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
