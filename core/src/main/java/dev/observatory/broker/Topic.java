package dev.observatory.broker;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The validated name of a broker: one or more tokens, separated by dots, such as {@code news.sports}.
 *
 * <p>A token consists of one or more letters or digits of any script, {@code _} or {@code -}. What a script writes as combining marks,
 * such as the vowels of Hindi, Thai and Tamil or the accents of decomposed text, belongs to the letter before it; the joiners
 * U+200C and U+200D are allowed between letters. Two topics are equal if their tokens are, character by character: a composed and a
 * decomposed accent are different topics. Each topic has exactly one textual form. Immutable.
 *
 * @param tokens the tokens, outermost first; unmodifiable, never empty
 */
public record Topic(List<String> tokens) {

    /**
     * Creates a topic of tokens, which are validated and copied.
     *
     * @param tokens the tokens, outermost first
     * @throws IllegalArgumentException if there is no token or one is invalid; the message names the token and the reason
     * @throws NullPointerException if {@code tokens} or one of them is null
     */
    public Topic {
        requireNonNull(tokens, "tokens");
        for (String token : tokens) {
            requireNonNull(token, "token");
        }
        tokens = List.copyOf(tokens);
        String path = String.join(".", tokens);
        if (path.isEmpty()) {
            throw new IllegalArgumentException(
                    "Topic [] has no token; write tokens separated by dots, such as [news.sports]");
        }
        for (int i = 0; i < tokens.size(); i++) {
            TopicGrammar.check("Topic", path, tokens.get(i), i + 1, TopicGrammar.FORM);
        }
    }

    /**
     * Returns the topic of a path.
     *
     * @param path tokens separated by dots, outermost first
     * @return the topic
     * @throws IllegalArgumentException if a token is empty or invalid; the message names the token and the reason
     * @throws NullPointerException if {@code path} is null
     */
    public static Topic of(String path) {
        return new Topic(TopicGrammar.split(requireNonNull(path, "path")));
    }

    /**
     * Returns the topic directly below this one.
     *
     * @param token the last token of the child; one token, no dots
     * @return the child
     * @throws IllegalArgumentException if the token is empty or invalid; the message contains the reason
     * @throws NullPointerException if {@code token} is null
     */
    public Topic child(String token) {
        requireNonNull(token, "token");
        List<String> longer = new ArrayList<>(tokens);
        longer.add(token);
        return new Topic(longer);
    }

    /**
     * Returns the topic directly above this one.
     *
     * @return the parent; empty for a topic of one token
     */
    public Optional<Topic> parent() {
        return tokens.size() == 1 ? Optional.empty() : Optional.of(new Topic(tokens.subList(0, tokens.size() - 1)));
    }

    /**
     * Returns whether this topic matches a pattern.
     *
     * @param pattern tokens separated by dots; {@code *} matches any one token, and {@code >} as the last token matches one or
     *     more
     * @return whether the pattern matches all tokens of this topic
     * @throws IllegalArgumentException if a token of the pattern is empty or invalid, or {@code >} is not the last
     * @throws NullPointerException if {@code pattern} is null
     */
    public boolean matches(String pattern) {
        return TopicPattern.of(pattern).matches(tokens, 0);
    }

    /**
     * Returns the path of this topic, in the form that {@link #of} takes.
     *
     * @return the tokens, separated by dots
     */
    @Override
    public String toString() {
        return String.join(".", tokens);
    }
}
