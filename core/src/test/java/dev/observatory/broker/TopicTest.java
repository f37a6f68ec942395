package dev.observatory.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicTest {

    @Test
    void aTopicIsParsedFromTokensSeparatedByDots() {
        Topic topic = Topic.of("news.sports_2.été-x");

        assertThat(topic.tokens()).containsExactly("news", "sports_2", "été-x");
        assertThat(topic).hasToString("news.sports_2.été-x").isEqualTo(new Topic(topic.tokens()));
    }

    @Test
    void childAndParentAreInverse() {
        Topic news = Topic.of("news");

        assertThat(news.child("sports")).isEqualTo(Topic.of("news.sports"));
        assertThat(news.child("sports").parent()).contains(news);
        assertThat(news.parent()).isEmpty();
    }

    @Test
    void theTokensAreAnUnmodifiableCopy() {
        List<String> tokens = new ArrayList<>(List.of("news"));
        Topic topic = new Topic(tokens);

        tokens.add("sports");

        assertThat(topic).hasToString("news");
        assertThat(topic.tokens()).isUnmodifiable();
    }

    @ParameterizedTest(name = "{0} matches {1}: {2}")
    @CsvSource({
        "news, news, true",
        "news, *, true",
        "news, >, true",
        "news, sports, false",
        "news.sports, *, false",
        "news.sports, >, true",
        "news.sports, news.*, true",
        "news.sports, *.sports, true",
        "news.sports, *.*, true",
        "news.sports, news.>, true",
        "news, news.>, false",
        "news.sports.final, news.>, true",
        "news.sports.final, news.*.final, true",
        "news.sports.final, *.final, false",
        "news.sports.final, *.*.>, true",
        "news.sports, *.*.>, false",
    })
    void aPatternMatchesWholeTopics(String topic, String pattern, boolean matches) {
        assertThat(Topic.of(topic).matches(pattern)).isEqualTo(matches);
    }

    @Nested
    class BadInput {

        @Test
        void anEmptyTopicIsRejected() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Topic.of(""))
                    .withMessage("Topic [] has no token; write tokens separated by dots, such as [news.sports]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Topic(List.of()))
                    .withMessage("Topic [] has no token; write tokens separated by dots, such as [news.sports]");
        }

        @Test
        void anEmptyTokenIsNamedByItsPosition() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Topic.of("news..sports"))
                    .withMessage("Topic [news..sports] has an empty token at position [2];"
                            + " a token is one or more letters, digits, '_' or '-'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Topic.of("news."))
                    .withMessageContaining("at position [2]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Topic.of(".news"))
                    .withMessageContaining("at position [1]");
        }

        @Test
        void anIllegalCharacterIsNamedWithItsToken() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Topic.of("news.sp orts"))
                    .withMessage("Topic [news.sp orts] has the illegal character [ ] in token [sp orts];"
                            + " a token is one or more letters, digits, '_' or '-'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Topic.of("news").child("a.b"))
                    .withMessage("Topic [news.a.b] has the illegal character [.] in token [a.b];"
                            + " a token is one or more letters, digits, '_' or '-'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Topic.of("news.*"))
                    .withMessageContaining("illegal character [*]");
        }

        @Test
        void aMisplacedOrEmbeddedWildcardIsRejected() {
            Topic news = Topic.of("news");

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> news.matches("news.>.final"))
                    .withMessage("Pattern [news.>.final] has [>] at position [2] of [3];"
                            + " '>' must be the last token, use '*' for one token in between");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> news.matches("news.s*"))
                    .withMessage("Pattern [news.s*] has the illegal character [*] in token [s*];"
                            + " a token is one or more letters, digits, '_' or '-', or '*' for any one token,"
                            + " or a last '>' for one or more");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> news.matches(""))
                    .withMessageContaining("Pattern [] has an empty token at position [1]");
        }

        @Test
        void nullIsRejected() {
            assertThatNullPointerException().isThrownBy(() -> Topic.of(null)).withMessage("path");
            assertThatNullPointerException().isThrownBy(() -> new Topic(null)).withMessage("tokens");
            assertThatNullPointerException()
                    .isThrownBy(() -> new Topic(Arrays.asList("news", null)))
                    .withMessage("token");
            assertThatNullPointerException()
                    .isThrownBy(() -> Topic.of("news").child(null))
                    .withMessage("token");
            assertThatNullPointerException()
                    .isThrownBy(() -> Topic.of("news").matches(null))
                    .withMessage("pattern");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0915\u093f\u0924\u093e\u092c",
                "\u0e19\u0e49\u0e33",
                "\u0ba8\u0bc0\u0bb0\u0bcd",
                "a\u0308pfel.u\u0308ber",
                "\u06a9\u062a\u0627\u0628\u200c\u0647\u0627",
                "\u4e8c\u3007\u4e8c\u56db"
            })
    void wordsOfScriptsWithMarksAndJoinersAreTokens(String path) {
        assertThat(Topic.of(path)).hasToString(path);
        assertThat(Topic.of("all." + path).matches("*." + path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u0301e", "a.\u093f", "\u200ca", "a\u200d", "a\u200c\u200cb", "a\u00adb", "a\u202eb", "1\u00b2"
            })
    void marksWithoutALetterAndInvisibleCharactersAreIllegal(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Topic.of(path))
                .withMessageContaining("has the illegal character [");
    }
}
