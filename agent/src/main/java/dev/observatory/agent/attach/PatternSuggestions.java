package dev.observatory.agent.attach;

import dev.observatory.agent.match.GlobPattern;
import dev.observatory.agent.text.ClosestMatch;
import dev.observatory.agent.transform.LoadedClassWeaver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

    private final LoadedClassWeaver loaded;

    PatternSuggestions(LoadedClassWeaver loaded) {
        this.loaded = loaded;
    }

    List<String> to(String pattern) {
        if (pattern.length() > LONGEST_PATTERN) {
            return List.of();
        }
        String withoutFilters = pattern.strip().replaceFirst("^([^#(]* )+", "");
        int hash = withoutFilters.indexOf('#');
        String type = hash < 0 ? withoutFilters : withoutFilters.substring(0, hash);
        GlobPattern glob = new GlobPattern(type.replace('.', '/'), "/$");
        List<Class<?>> matched = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Class<?> candidate : loaded.candidates()) {
            names.add(candidate.getName());
            if (glob.matches(Type.getInternalName(candidate)) && matched.size() < CLASSES_INSPECTED) {
                matched.add(candidate);
            }
        }
        return matched.isEmpty() || hash < 0
                ? nearestClasses(type.replace("*", ""), names)
                : nearestMembers(withoutFilters.substring(hash + 1).replaceFirst("\\(.*", ""), matched);
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
            if ((access & Opcodes.ACC_SYNTHETIC) == 0 && !name.equals("<clinit>")) {
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
