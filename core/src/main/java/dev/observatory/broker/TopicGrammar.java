package dev.observatory.broker;

import java.util.List;

/** The grammar that topics and patterns share. */
final class TopicGrammar {
    static final String FORM = "a token is one or more letters, digits, '_' or '-'";

    private TopicGrammar() {}

    static List<String> split(String path) {
        return List.of(path.split("\\.", -1));
    }

    /**
     * Checks one token.
     *
     * @param what what the message calls the whole
     * @param path the whole, for the message
     * @param position where the token stands, from 1
     * @param form what is allowed, for the message
     */
    static void check(String what, String path, String token, int position, String form) {
        if (token.isEmpty()) {
            throw new IllegalArgumentException(
                    what + " [" + path + "] has an empty token at position [" + position + "]; " + form);
        }
        token.codePoints().filter(c -> !isLegal(c)).findFirst().ifPresent(c -> {
            throw new IllegalArgumentException(what + " [" + path + "] has the illegal character ["
                    + Character.toString(c) + "] in token [" + token + "]; " + form);
        });
    }

    private static boolean isLegal(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || codePoint == '_' || codePoint == '-';
    }
}
