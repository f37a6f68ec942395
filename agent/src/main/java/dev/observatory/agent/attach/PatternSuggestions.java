package dev.observatory.agent.attach;

import dev.observatory.agent.jvm.LoaderName;
import dev.observatory.agent.match.ClosureName;
import dev.observatory.agent.match.GeneratedClassName;
import dev.observatory.agent.match.GlobPattern;
import dev.observatory.agent.serve.AgentService.Suggestions;
import dev.observatory.agent.text.ClosestMatch;
import dev.observatory.agent.transform.LoadedClassWeaver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Suggests classes or members for a pattern that matches nothing: those with the most similar names. */
final class PatternSuggestions {
    private static final int SUGGESTIONS = 5;
    private static final int CLASSES_INSPECTED = 20;
    /** Longer patterns are not typed by hand, and comparing them with thousands of names would take too long. */
    private static final int LONGEST_PATTERN = 1_000;

    private static final String LAMBDA = "/lambda";

    private final LoadedClassWeaver loaded;
    private final String loader;

    /**
     * Creates a source of suggestions.
     *
     * @param loader the class loader that the client has selected; empty for any
     */
    PatternSuggestions(LoadedClassWeaver loaded, String loader) {
        this.loaded = loaded;
        this.loader = loader;
    }

    Suggestions to(String pattern) {
        if (pattern.length() > LONGEST_PATTERN) {
            return new Suggestions(List.of(), "");
        }
        String withoutFilters = pattern.strip().replaceFirst("^([^#(]* )+", "");
        int hash = withoutFilters.indexOf('#');
        String type = hash < 0 ? withoutFilters : withoutFilters.substring(0, hash);
        GlobPattern glob = new GlobPattern(type.replace('.', '/'), "/$");
        List<Class<?>> matched = new ArrayList<>();
        List<String> names = new ArrayList<>();
        Set<String> otherLoaders = new TreeSet<>();
        String generated = "";
        for (Class<?> candidate : loaded.candidates()) {
            boolean isMatched = glob.matches(Type.getInternalName(candidate));
            LoaderName loaderName = LoaderName.of(candidate.getClassLoader());
            if (GeneratedClassName.matches(candidate.getName())) {
                generated = isMatched ? candidate.getName() : generated;
            } else if (loaderName.isSelectedBy(loader)) {
                names.add(candidate.getName());
                if (isMatched && matched.size() < CLASSES_INSPECTED) {
                    matched.add(candidate);
                }
            } else if (isMatched && otherLoaders.size() < CLASSES_INSPECTED) {
                otherLoaders.add(loaderName.toString());
            }
        }
        String hint = "";
        if (matched.isEmpty()) {
            hint = hintWithoutClass(type, otherLoaders, generated);
        } else if (withoutFilters.contains("lambda")) {
            hint = "For lambda bodies, name the method that they are written in, as in [Outer#method" + LAMBDA
                    + "], or select all of a class by [Outer#*" + LAMBDA + "].";
        }
        return new Suggestions(
                matched.isEmpty() || hash < 0
                        ? nearestClasses(type.replace("*", ""), names)
                        : nearestMembers(withoutFilters.substring(hash + 1).replaceFirst("\\(.*", ""), matched),
                hint);
    }

    private String hintWithoutClass(String type, Set<String> otherLoaders, String generated) {
        if (!otherLoaders.isEmpty()) {
            return "Class loader [" + loader + "] has none; these have: " + otherLoaders + ".";
        }
        if (type.contains("$$Lambda")) {
            return "The classes of lambdas cannot be woven; their bodies can, as in [Outer#method" + LAMBDA + "].";
        }
        return generated.isEmpty()
                ? ""
                : "Generated classes such as [" + generated + "] do; they are left out without [--generated].";
    }

    private List<String> nearestMembers(String typed, List<Class<?>> matched) {
        Set<String> members = new LinkedHashSet<>();
        for (Class<?> type : matched) {
            byte[] file = loaded.bytesOf(type);
            if (file != null) {
                new ClassReader(file).accept(new MemberNames(type.getName(), members), ClassReader.SKIP_CODE);
            }
        }
        return nearest(members.stream()
                .map(name -> new Scored(name, edits(typed, name.substring(name.indexOf('#') + 1))))
                .toList());
    }

    /** A class in any package with a similar simple name is nearer than one with a similar full name. */
    private static List<String> nearestClasses(String typed, List<String> names) {
        String simple = typed.substring(typed.lastIndexOf('.') + 1);
        return nearest(names.stream()
                .map(name -> new Scored(
                        name,
                        Math.min(1 + edits(simple, name.substring(name.lastIndexOf('.') + 1)), edits(typed, name))))
                .toList());
    }

    private static int edits(String typed, String name) {
        return ClosestMatch.edits(typed.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
    }

    private static List<String> nearest(List<Scored> scored) {
        return scored.stream()
                .sorted(Comparator.comparingInt(Scored::distance).thenComparing(Scored::name))
                .limit(SUGGESTIONS)
                .map(Scored::name)
                .toList();
    }

    private record Scored(String name, int distance) {}

    private static final class MemberNames extends ClassVisitor {
        private final String type;
        private final Set<String> members;

        MemberNames(String type, Set<String> members) {
            super(Opcodes.ASM9);
            this.type = type;
            this.members = members;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            String method = ClosureName.enclosingMethod(name);
            if (method != null) {
                members.add(type + "#" + (method.isEmpty() ? "*" : method) + LAMBDA);
            } else if ((access & Opcodes.ACC_SYNTHETIC) == 0 && !name.equals("<clinit>")) {
                members.add(type + "#" + (name.equals("<init>") ? "new" : name));
            }
            return null;
        }

        @Override
        public @Nullable FieldVisitor visitField(
                int access, String name, String descriptor, @Nullable String signature, @Nullable Object value) {
            members.add(type + "#" + name);
            return null;
        }
    }
}
