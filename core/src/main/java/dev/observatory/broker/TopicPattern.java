package dev.observatory.broker;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** A validated pattern of topics: {@code *} matches any one token, {@code >} as the last token matches one or more. */
record TopicPattern(List<String> tokens) {
    private static final String ONE = "*";
    private static final String REST = ">";
    private static final String FORM = TopicGrammar.FORM + ", or '*' for any one token, or a last '>' for one or more";

    static TopicPattern of(String pattern) {
        List<String> tokens = TopicGrammar.split(requireNonNull(pattern, "pattern"));
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (token.equals(REST) && i < tokens.size() - 1) {
                throw new IllegalArgumentException("Pattern [" + pattern + "] has [>] at position [" + (i + 1)
                        + "] of [" + tokens.size() + "]; '>' must be the last token, use '*' for one token in between");
            }
            if (!token.equals(ONE) && !token.equals(REST)) {
                TopicGrammar.check("Pattern", pattern, token, i + 1, FORM);
            }
        }
        return new TopicPattern(tokens);
    }

    /** Returns whether this pattern matches all tokens of a topic from an index on; false if none are left. */
    boolean matches(List<String> topic, int from) {
        int given = topic.size() - from;
        boolean open = tokens.get(tokens.size() - 1).equals(REST);
        if (open ? given < tokens.size() : given != tokens.size()) {
            return false;
        }
        int exact = open ? tokens.size() - 1 : tokens.size();
        for (int i = 0; i < exact; i++) {
            String token = tokens.get(i);
            if (!token.equals(ONE) && !token.equals(topic.get(from + i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return String.join(".", tokens);
    }
}
