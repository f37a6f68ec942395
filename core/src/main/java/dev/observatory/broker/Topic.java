package dev.observatory.broker;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The validated name of a broker: one or more tokens, written with dots between them, such as {@code news.sports}.
 *
 * <p>A token is one or more letters, digits, {@code _} or {@code -}, of any script. Two topics are equal if their tokens
 * are: no other text can stand for the same topic, and no topic for two.
 *
 * @param tokens the tokens, outermost first; unmodifiable, never empty
 */
public record Topic(List<String> tokens) {

    /**
     * Checks the tokens and copies them.
     *
     * @param tokens the tokens, outermost first
     * @throws IllegalArgumentException if there is no token or one is illegal; the message names it and says why
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
                    "Topic [] has no token; name it by tokens with dots between them, such as [news.sports]");
        }
        for (int i = 0; i < tokens.size(); i++) {
            TopicGrammar.check("Topic", path, tokens.get(i), i + 1, TopicGrammar.FORM);
        }
    }

    /**
     * Reads a topic.
     *
     * @param path tokens with dots between them, outermost first
     * @return the topic
     * @throws IllegalArgumentException if a token is empty or illegal; the message names it and says why
     * @throws NullPointerException if {@code path} is null
     */
    public static Topic of(String path) {
        return new Topic(TopicGrammar.split(requireNonNull(path, "path")));
    }

    /**
     * The topic right below this one.
     *
     * @param token the last token of the child; one token, no dots
     * @return the child
     * @throws IllegalArgumentException if the token is empty or illegal; the message says why
     * @throws NullPointerException if {@code token} is null
     */
    public Topic child(String token) {
        requireNonNull(token, "token");
        List<String> longer = new ArrayList<>(tokens);
        longer.add(token);
        return new Topic(longer);
    }

    /**
     * The topic right above this one.
     *
     * @return the parent; empty for a topic of one token
     */
    public Optional<Topic> parent() {
        return tokens.size() == 1 ? Optional.empty() : Optional.of(new Topic(tokens.subList(0, tokens.size() - 1)));
    }

    /**
     * Tells whether a pattern describes this whole topic.
     *
     * @param pattern tokens with dots between them, of which {@code *} stands for any one token and a last {@code >} for
     *     one or more
     * @return whether it matches from the first token to the last
     * @throws IllegalArgumentException if a token of the pattern is empty or illegal, or {@code >} is not the last
     * @throws NullPointerException if {@code pattern} is null
     */
    public boolean matches(String pattern) {
        return TopicPattern.of(pattern).matches(tokens, 0);
    }

    /**
     * The topic as {@link #of} reads it.
     *
     * @return the tokens with dots between them
     */
    @Override
    public String toString() {
        return String.join(".", tokens);
    }
}
