package dev.observatory.agent.match;

/**
 * A name with wildcards: {@code *} matches any number of characters other than separators, {@code **} any number of any characters;
 * both match the empty text. Matching takes time proportional to the length of the pattern times that of the name. Immutable.
 */
public final class GlobPattern {
    private final String pattern;
    private final String separators;
    private final String prefix;

    /**
     * Compiles a pattern.
     *
     * @param pattern the text
     * @param separators the characters that {@code *} does not match
     */
    public GlobPattern(String pattern, String separators) {
        this.pattern = pattern;
        this.separators = separators;
        int wildcard = pattern.indexOf('*');
        this.prefix = wildcard < 0 ? pattern : pattern.substring(0, wildcard);
    }

    /**
     * Returns whether a name matches the pattern.
     *
     * @param name the whole name
     * @return whether all of it matches
     */
    public boolean matches(String name) {
        // Rules out most names without an allocation.
        return name.startsWith(prefix)
                && (prefix.length() == pattern.length() ? name.length() == prefix.length() : matchesAfterPrefix(name));
    }

    /** Simulates the pattern as an automaton whose states are the positions in the pattern; all active ones advance together. */
    private boolean matchesAfterPrefix(String name) {
        boolean[] active = new boolean[pattern.length() + 1];
        active[prefix.length()] = true;
        skipWildcards(active);
        for (int i = prefix.length(); i < name.length(); i++) {
            char c = name.charAt(i);
            boolean[] next = new boolean[active.length];
            for (int at = 0; at < pattern.length(); at++) {
                if (active[at]) {
                    if (pattern.charAt(at) == '*') {
                        next[at] |= crosses(at) || separators.indexOf(c) < 0;
                    } else if (pattern.charAt(at) == c) {
                        next[at + 1] = true;
                    }
                }
            }
            skipWildcards(next);
            active = next;
        }
        return active[pattern.length()];
    }

    /** A position at a wildcard also activates the one after it. */
    private void skipWildcards(boolean[] active) {
        for (int at = 0; at < pattern.length(); at++) {
            if (active[at] && pattern.charAt(at) == '*') {
                active[at + (crosses(at) ? 2 : 1)] = true;
            }
        }
    }

    private boolean crosses(int wildcard) {
        return pattern.startsWith("**", wildcard);
    }

    @Override
    public String toString() {
        return pattern;
    }
}
