package dev.observatory.agent.match;

import java.util.Arrays;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/** A word before a pattern that narrows it. Of several visibilities one must fit; of the others each must. */
enum ModifierFilter {
    PUBLIC("public"),
    PROTECTED("protected"),
    PACKAGE("package"),
    PRIVATE("private"),
    STATIC("static"),
    NOT_STATIC("!static"),
    NO_GETTERS("!getters"),
    NO_SETTERS("!setters");

    private static final int ANY_VISIBILITY = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE;

    private final String word;

    ModifierFilter(String word) {
        this.word = word;
    }

    /**
     * Reads a word.
     *
     * @throws IllegalArgumentException if it is none of these; the message lists them
     */
    static ModifierFilter of(String word) {
        for (ModifierFilter filter : values()) {
            if (filter.word.equals(word)) {
                return filter;
            }
        }
        throw new IllegalArgumentException("the filter [" + word + "] is not known; there are "
                + Arrays.stream(values()).map(filter -> filter.word).toList());
    }

    static boolean allPass(Set<ModifierFilter> filters, MemberInfo member) {
        boolean needsVisibility = false;
        boolean isVisible = false;
        for (ModifierFilter filter : filters) {
            boolean passes = filter.passes(member);
            if (filter.isVisibility()) {
                needsVisibility = true;
                isVisible |= passes;
            } else if (!passes) {
                return false;
            }
        }
        return !needsVisibility || isVisible;
    }

    private boolean isVisibility() {
        return this == PUBLIC || this == PROTECTED || this == PACKAGE || this == PRIVATE;
    }

    private boolean passes(MemberInfo member) {
        return switch (this) {
            case PUBLIC -> member.has(Opcodes.ACC_PUBLIC);
            case PROTECTED -> member.has(Opcodes.ACC_PROTECTED);
            case PACKAGE -> !member.has(ANY_VISIBILITY);
            case PRIVATE -> member.has(Opcodes.ACC_PRIVATE);
            case STATIC -> member.has(Opcodes.ACC_STATIC);
            case NOT_STATIC -> !member.has(Opcodes.ACC_STATIC);
            case NO_GETTERS -> !member.isGetter();
            case NO_SETTERS -> !member.isSetter();
        };
    }
}
