package dev.observatory.agent.match;

import java.util.Arrays;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/** A filter before a pattern. Of several visibilities one must match; of the other filters each must match. */
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

    private final String token;

    ModifierFilter(String token) {
        this.token = token;
    }

    /**
     * Returns the filter that a token denotes.
     *
     * @throws IllegalArgumentException if there is none; the message lists all filters
     */
    static ModifierFilter of(String token) {
        for (ModifierFilter filter : values()) {
            if (filter.token.equals(token)) {
                return filter;
            }
        }
        throw new IllegalArgumentException("the filter [" + token + "] is not known; use one of "
                + Arrays.stream(values()).map(filter -> filter.token).toList());
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
