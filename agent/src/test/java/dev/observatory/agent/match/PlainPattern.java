package dev.observatory.agent.match;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A second implementation of member patterns, with regular expressions and without regard to time, which tests compare
 * {@link MemberPattern} with.
 */
record PlainPattern(
        Set<String> filters,
        String type,
        String member,
        @Nullable String parameters,
        @Nullable String lambda) {
    private static final Map<String, Predicate<MemberInfo>> VISIBILITIES = Map.of(
            "public", member -> Modifier.isPublic(member.access()),
            "protected", member -> Modifier.isProtected(member.access()),
            "private", member -> Modifier.isPrivate(member.access()),
            "package", member -> (member.access() & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE)) == 0);

    private static final Map<String, Predicate<MemberInfo>> OTHERS = Map.of(
            "static", member -> Modifier.isStatic(member.access()),
            "!static", member -> !Modifier.isStatic(member.access()),
            "!getters", member -> !member.isGetter(),
            "!setters", member -> !member.isSetter());

    private static final String FILTERS = Stream.concat(VISIBILITIES.keySet().stream(), OTHERS.keySet().stream())
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));

    private static final String BLANK = "\\p{javaWhitespace}*+";
    private static final String PARAMETER = BLANK + "(?:\\p{javaJavaIdentifierPart}|[*.$\\[\\]])++" + BLANK;
    private static final String NAME_OF_REST = "\\.\\.";

    private static final Pattern SYNTAX = Pattern.compile(BLANK
            + "(?<filters>(?:(?:" + FILTERS + ") " + BLANK + ")*)"
            + "(?<type>(?:\\p{javaJavaIdentifierPart}|[*.$])++)"
            + "(?:#(?<member>(?:\\p{javaJavaIdentifierPart}|\\*)++|<init>)"
            + "(?:(?<lambda>/lambda(?:\\$[0-9]+)*)"
            + "|\\((?<parameters>" + PARAMETER + "(?:," + PARAMETER + ")*+|" + BLANK + ")\\))?)?"
            + BLANK);

    private static final int SYNTHETIC = 0x1000;
    private static final Pattern BODY_OF_JAVA =
            Pattern.compile("lambda\\$(?:(?<in>.+?)(?:\\$[0-9a-fA-F]{6,8})?\\$)?(?<number>[0-9]+)", Pattern.DOTALL);
    private static final Pattern BODY_OF_SCALA =
            Pattern.compile("\\$anonfun\\$(?<in>.+)\\$(?<number>[0-9]+)", Pattern.DOTALL);
    private static final Pattern BODY_OF_KOTLIN = Pattern.compile(
            "(?!lambda\\$|\\$anonfun\\$)(?<in>.+?)\\$lambda\\$(?<number>[0-9]+(?:\\$(?:lambda\\$)?[0-9]+)*)",
            Pattern.DOTALL);

    private static final Pattern PARTS = Pattern.compile("\\*\\*|\\*|[^*]+");
    private static final Pattern EARLY_REST =
            Pattern.compile("(?:.*,)?" + BLANK + NAME_OF_REST + BLANK + ",.*", Pattern.DOTALL);

    /** Parses a pattern; returns null if its syntax is wrong. */
    static @Nullable PlainPattern of(String text) {
        Matcher parts = SYNTAX.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        String member = parts.group("member");
        String parameters = parts.group("parameters");
        if (parameters != null && EARLY_REST.matcher(parameters).matches()) {
            return null;
        }
        return new PlainPattern(
                Stream.of(parts.group("filters").split(BLANK.replace("*+", "+")))
                        .filter(filter -> !filter.isEmpty())
                        .collect(Collectors.toSet()),
                parts.group("type"),
                member == null ? "*" : member.equals("<init>") ? "new" : member,
                parameters,
                parts.group("lambda"));
    }

    boolean matchesType(String binaryName) {
        return matches(type, "[^.$]*", binaryName);
    }

    boolean matchesField(MemberInfo field) {
        return parameters == null && lambda == null && matches(member, ".*", field.name()) && passes(field);
    }

    /** Matches a method; a constructor has the name {@code <init>}, types are named as in source code. */
    boolean matchesMethod(MemberInfo method, List<String> types) {
        Matcher body = Stream.of(BODY_OF_JAVA, BODY_OF_SCALA, BODY_OF_KOTLIN)
                .map(form -> form.matcher(method.name()))
                .filter(Matcher::matches)
                .findFirst()
                .orElse(null);
        if (lambda != null) {
            return body != null && matchesLambda(body) && passes(method);
        }
        if ((method.access() & SYNTHETIC) != 0 || (body != null && body.pattern() != BODY_OF_KOTLIN)) {
            return false;
        }
        boolean hasName = method.name().equals("<init>")
                ? member.startsWith("new") && matches(member, ".*", "new")
                : matches(member, ".*", method.name());
        return hasName && matchesParameters(types) && passes(method);
    }

    private boolean matchesLambda(Matcher body) {
        String in = body.group("in") == null ? "null" : body.group("in");
        String number = "$" + body.group("number").replace("lambda$", "");
        boolean isUnknown = in.equals("null") && body.pattern() == BODY_OF_JAVA;
        boolean isOfMethod = isUnknown ? member.equals("*") : matches(member, ".*", in.equals("_init_") ? "new" : in);
        return isOfMethod && Set.of("/lambda", "/lambda" + number).contains(String.valueOf(lambda));
    }

    private boolean matchesParameters(List<String> types) {
        if (parameters == null) {
            return true;
        }
        if (parameters.isBlank()) {
            return types.isEmpty();
        }
        List<String> listed =
                Stream.of(parameters.split(",", -1)).map(String::strip).toList();
        int last = listed.size() - 1;
        if (listed.get(last).equals("..")) {
            return types.size() >= last && matchesParameters(listed.subList(0, last), types.subList(0, last));
        }
        return types.size() == listed.size() && matchesParameters(listed, types);
    }

    private static boolean matchesParameters(List<String> listed, List<String> types) {
        for (int i = 0; i < listed.size(); i++) {
            String parameter = listed.get(i);
            String type = types.get(i);
            boolean isMatched = Stream.of(type, type.replaceFirst("(?s).*\\.", ""), type.replaceFirst("(?s).*[.$]", ""))
                    .anyMatch(name -> matches(parameter, "[^.]*", name));
            if (!isMatched) {
                return false;
            }
        }
        return true;
    }

    private boolean passes(MemberInfo member) {
        return filters.stream().filter(OTHERS::containsKey).allMatch(filter -> OTHERS.get(filter)
                        .test(member))
                && (filters.stream().noneMatch(VISIBILITIES::containsKey)
                        || filters.stream()
                                .filter(VISIBILITIES::containsKey)
                                .anyMatch(filter -> VISIBILITIES.get(filter).test(member)));
    }

    private static boolean matches(String glob, String star, String name) {
        StringBuilder expression = new StringBuilder();
        for (MatchResult part : PARTS.matcher(glob).results().toList()) {
            expression.append(
                    switch (part.group()) {
                        case "**" -> ".*";
                        case "*" -> star;
                        default -> Pattern.quote(part.group());
                    });
        }
        return Pattern.compile(expression.toString(), Pattern.DOTALL)
                .matcher(name)
                .matches();
    }
}
