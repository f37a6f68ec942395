package dev.observatory.broker;

import java.util.List;

/** The grammar shared by topics and patterns; see {@link Topic}. */
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
        int[] characters = token.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            if (!isLegal(characters, i)) {
                throw new IllegalArgumentException(kind + " [" + path + "] has the illegal character ["
                        + Character.toString(characters[i]) + "] in token [" + token + "]; " + form);
            }
        }
    }

    /** A mark belongs to the character before it, and a joiner is part of a word only inside it. */
    private static boolean isLegal(int[] token, int at) {
        int character = token[at];
        if (isJoiner(character)) {
            return at > 0 && at < token.length - 1 && isPartOfWord(token[at - 1]) && isPartOfWord(token[at + 1]);
        }
        if (isMark(character)) {
            return at > 0;
        }
        return isPartOfWord(character) || character == '_' || character == '-';
    }

    /** Alphabetic characters include numbers that are letters, such as the Chinese zero. */
    private static boolean isPartOfWord(int character) {
        return Character.isLetterOrDigit(character) || Character.isAlphabetic(character) || isMark(character);
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** Returns whether this is one of the two joiners, by which the orthography of several scripts distinguishes words. */
    private static boolean isJoiner(int character) {
        return character == 0x200C || character == 0x200D;
    }
}
