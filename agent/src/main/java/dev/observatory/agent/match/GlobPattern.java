package dev.observatory.agent.match;

/**
 * A name with wildcards: {@code *} stands for any characters but those that separate names, {@code **} for any characters at
 * all; both also for none. Takes time in proportion to the pattern's length times the name's, whatever the wildcards.
 */
public final class GlobPattern {
    private final String pattern;
    private final String separators;
    private final String prefix;

    /**
     * Compiles a pattern.
     *
     * @param separators the characters that {@code *} does not stand for
     */
    public GlobPattern(String pattern, String separators) {
        this.pattern = pattern;
        this.separators = separators;
        int wildcard = pattern.indexOf('*');
        this.prefix = wildcard < 0 ? pattern : pattern.substring(0, wildcard);
    }

    public boolean matches(String name) {
        // Most names fail right here, without anything being made.
        return name.startsWith(prefix)
                && (prefix.length() == pattern.length() ? name.length() == prefix.length() : matchesBehindPrefix(name));
    }

    /** Follows all ways through the pattern at once: a way is the position in the pattern that it has come to. */
    private boolean matchesBehindPrefix(String name) {
        boolean[] ways = new boolean[pattern.length() + 1];
        ways[prefix.length()] = true;
        skipWildcards(ways);
        for (int i = prefix.length(); i < name.length(); i++) {
            char c = name.charAt(i);
            boolean[] next = new boolean[ways.length];
            for (int at = 0; at < pattern.length(); at++) {
                if (ways[at]) {
                    if (pattern.charAt(at) == '*') {
                        next[at] |= crosses(at) || separators.indexOf(c) < 0;
                    } else if (pattern.charAt(at) == c) {
                        next[at + 1] = true;
                    }
                }
            }
            skipWildcards(next);
            ways = next;
        }
        return ways[pattern.length()];
    }

    /** A way that has come to a wildcard has also come to what is behind it. */
    private void skipWildcards(boolean[] ways) {
        for (int at = 0; at < pattern.length(); at++) {
            if (ways[at] && pattern.charAt(at) == '*') {
                ways[at + (crosses(at) ? 2 : 1)] = true;
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
