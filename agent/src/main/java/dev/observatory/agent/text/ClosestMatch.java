package dev.observatory.agent.text;

import java.util.List;
import java.util.function.Function;

/** Finds the word closest to a mistyped one: that with the fewest single-character edits (Levenshtein distance). */
public final class ClosestMatch {
    private ClosestMatch() {}

    /**
     * Returns the closest word.
     *
     * @param typed the mistyped word
     * @param candidates what has the words to choose from
     * @param wordOf returns the word of a candidate
     * @param <T> the type of the candidates
     * @return the first of the closest words; empty without candidates
     */
    public static <T> String to(String typed, List<T> candidates, Function<T, String> wordOf) {
        String nearest = "";
        int fewest = Integer.MAX_VALUE;
        for (T candidate : candidates) {
            String word = wordOf.apply(candidate);
            int edits = edits(typed, word);
            if (edits < fewest) {
                fewest = edits;
                nearest = word;
            }
        }
        return nearest;
    }

    /**
     * Returns the number of insertions, deletions and replacements of characters that turn one text into another.
     *
     * @param from the one
     * @param to the other
     * @return the number
     */
    public static int edits(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
