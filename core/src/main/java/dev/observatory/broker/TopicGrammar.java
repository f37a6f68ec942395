package dev.observatory.broker;

import java.util.List;

/** The grammar shared by topics and patterns. */
final class TopicGrammar {
    static final String FORM = "a token is one or more letters, digits, '_' or '-'";

    private TopicGrammar() {}

    static List<String> split(String path) {
        return List.of(path.split("\\.", -1));
    }

    /**
     * Validates one token.
     *
     * @param kind the kind of the path in the message: a topic or a pattern
     * @param path the whole path, for the message
     * @param position the position of the token in the path, from 1
     * @param form the allowed form, for the message
     */
    static void check(String kind, String path, String token, int position, String form) {
        if (token.isEmpty()) {
            throw new IllegalArgumentException(
                    kind + " [" + path + "] has an empty token at position [" + position + "]; " + form);
        }
        token.codePoints().filter(c -> !isLegal(c)).findFirst().ifPresent(c -> {
            throw new IllegalArgumentException(kind + " [" + path + "] has the illegal character ["
                    + Character.toString(c) + "] in token [" + token + "]; " + form);
        });
    }

    private static boolean isLegal(int codePoint) {
        return Character.isLetterOrDigit(codePoint) || codePoint == '_' || codePoint == '-';
    }
}
