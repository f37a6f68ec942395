package dev.observatory.agent.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageCodecTest {
    private static final Map<String, String> ORDERED = new LinkedHashMap<>();

    static {
        ORDERED.put("z", "1");
        ORDERED.put("a", "\u0000\n\ud83d\ude00");
    }

    private static final WatchEvent.Site SITE = new WatchEvent.Site(1, "t", 2, "a.B", "app", "c()", 4);

    static Stream<Handshake> handshakes() {
        return Stream.of(new Handshake.Hello("1.0"), new Handshake.Welcome(7, "1.1", true));
    }

    static Stream<Request> requests() {
        return Stream.of(
                new Request.Status(),
                new Request.Weave(List.of("a", "b"), List.of("c"), List.of(), "jfr", 8),
                new Request.Watch(
                        List.of("m"),
                        List.of("f"),
                        EnumSet.allOf(WatchOption.class),
                        1,
                        "T",
                        "app",
                        List.of("r"),
                        2,
                        3,
                        7),
                new Request.Watch(
                        List.of("m"), List.of("f"), EnumSet.of(WatchOption.TAGS), 4, "", "", List.of(), 5, 6, 7),
                new Request.Top(List.of("m"), Long.MAX_VALUE, Integer.MAX_VALUE, 9, TopOrder.P99, true, "app"),
                new Request.Detach(),
                new Request.Stop());
    }

    static Stream<Response> responses() {
        return Stream.of(
                new Response.StatusFact("name", "value"),
                new Response.ClassStatus("a.B", "app", List.of("c()", "d()"), ORDERED),
                new Response.UnmatchedPattern("p", List.of("q", "r"), "hint"),
                new Response.ConfigurationError("e"),
                new Response.SkippedMember("m", "reason"),
                new Response.OverLimit(1, "reason"),
                new Response.AmbiguousClass("a.B", List.of("x", "y")),
                new Response.WeavingResult(1, 2, 3, 4),
                new WatchEvent.CallEvent(SITE, 3, ORDERED, Map.of(), "E", "E: x", null, Map.of()),
                new WatchEvent.CallEvent(SITE, 3, Map.of(), ORDERED, null, null, "r", ORDERED),
                new WatchEvent.BeginEvent(SITE, ORDERED),
                new WatchEvent.AssignmentEvent(1, "t", "a.B", "app", "f", "old", "new"),
                new Response.WatchCounts(1, 2, 3, 4),
                new MethodTable(
                        1,
                        List.of(
                                new MethodTable.Row("a.B.c()", "app", 2, 3, 4, 5, 6, 7, 8),
                                new MethodTable.Row("", "", 0, 0, 0, 0, 0, 0, 0))),
                new Response.KeptClass("a.B", "reason"),
                new Response.DetachResult(1, 2, 3),
                new Response.End(),
                new Response.Refused("reason"));
    }

    private static byte[] encoded(Message message) throws ProtocolException {
        FieldWriter out = new FieldWriter();
        MessageCodec.encode(message, out);
        return java.util.Arrays.copyOf(out.bytes(), out.size());
    }

    private static <M extends Message> M decoded(byte[] bytes, Message.Decoder<M> family) throws ProtocolException {
        return MessageCodec.decode(bytes, family, UnaryOperator.identity());
    }

    @ParameterizedTest
    @MethodSource("handshakes")
    void handshakesAreDecodedAsTheyWereEncoded(Handshake message) throws ProtocolException {
        assertThat(decoded(encoded(message), Handshake::decode)).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void requestsAreDecodedAsTheyWereEncoded(Request message) throws ProtocolException {
        assertThat(decoded(encoded(message), Request::decode)).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("responses")
    void responsesAreDecodedAsTheyWereEncoded(Response message) throws ProtocolException {
        assertThat(decoded(encoded(message), Response::decode)).isEqualTo(message);
    }

    @Test
    void everyKindOfMessageIsCoveredByTheseTests() {
        List<Class<?>> kinds = new ArrayList<>();
        addKinds(Message.class, kinds);

        assertThat(Stream.of(handshakes(), requests(), responses())
                        .flatMap(messages -> messages)
                        .map(Object::getClass)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(kinds);
    }

    private static void addKinds(Class<?> type, List<Class<?>> kinds) {
        if (type.isRecord()) {
            kinds.add(type);
        } else {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                addKinds(permitted, kinds);
            }
        }
    }

    @Test
    void mapsKeepTheirOrder() throws ProtocolException {
        Response.ClassStatus status = (Response.ClassStatus)
                decoded(encoded(new Response.ClassStatus("", "", List.of(), ORDERED)), Response::decode);

        assertThat(status.skipped()).containsExactlyEntriesOf(ORDERED);
    }

    @Test
    void theFilterIsAppliedToEveryText() throws ProtocolException {
        Response.ClassStatus status = (Response.ClassStatus) MessageCodec.decode(
                encoded(new Response.ClassStatus("a", "b", List.of("c"), Map.of("d", "e"))),
                Response::decode,
                text -> text + "!");

        assertThat(status).isEqualTo(new Response.ClassStatus("a!", "b!", List.of("c!"), Map.of("d!", "e!")));
    }

    /** Each of these messages is refused as a whole, with the error that says what was found. */
    @Nested
    class InvalidMessages {
        private void assertRefused(RawMessage message, String error) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> decoded(message.body(), Request::decode))
                    .withMessage(error);
        }

        @Test
        void anUnknownKind() {
            assertRefused(RawMessage.of("run").text("a.B"), "Request [run] is unknown");
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> decoded(RawMessage.of("run").body(), Response::decode))
                    .withMessage("Response [run] is unknown");
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> decoded(RawMessage.of("run").body(), Handshake::decode))
                    .withMessage("Message [run] is not a handshake");
        }

        @Test
        void aMissingKind() {
            assertRefused(RawMessage.empty(), "Message [] ends after [0] bytes where a field is missing");
        }

        @Test
        void aMissingField() {
            assertRefused(
                    RawMessage.of("weave").texts("a").texts().texts(),
                    "Message [weave] ends after [26] bytes where a field is missing");
            assertRefused(
                    RawMessage.of("top").texts().number(1L).number(2),
                    "Message [top] ends after [23] bytes where a field is missing");
        }

        @Test
        void aSurplusField() {
            assertRefused(RawMessage.of("status").text("x"), "Message [status] has [5] bytes after its last field");
        }

        @Test
        void aTextThatIsLongerThanTheMessage() {
            assertRefused(
                    RawMessage.of("weave").texts().texts().texts().text("x", Integer.MAX_VALUE),
                    "Message [weave] announces a text of [2147483647] bytes, but has only [1] more");
            assertRefused(
                    RawMessage.of("weave").texts().texts().texts().text("x", -1),
                    "Message [weave] announces a text of [-1] bytes, but has only [1] more");
        }

        @Test
        void aListThatIsLongerThanTheMessage() {
            assertRefused(
                    RawMessage.of("top").number(100_000).number(0),
                    "Message [top] announces [100000] elements, but has only [4] more bytes");
            assertRefused(
                    RawMessage.of("top").number(-1),
                    "Message [top] announces [-1] elements, but has only [0] more bytes");
        }

        @Test
        void aNegativeNumber() {
            assertRefused(
                    RawMessage.of("top").texts().number(1L).number(-3).number(0L),
                    "Message [top] has [-3] as its [rows], which must not be negative");
            assertRefused(
                    RawMessage.of("top")
                            .texts()
                            .number(Long.MIN_VALUE)
                            .number(3)
                            .number(0L),
                    "Message [top] has [-9223372036854775808] as its [intervalNanos], which must not be negative");
        }

        @Test
        void aBooleanThatIsNone() {
            assertRefused(
                    RawMessage.of("top")
                            .texts()
                            .number(1L)
                            .number(2)
                            .number(3L)
                            .text("calls")
                            .oneByte(7),
                    "Message [top] has [7] where a boolean must be [0] or [1]");
        }

        @Test
        void anOptionThatIsUnknown() {
            assertRefused(
                    RawMessage.of("watch").texts().texts().texts("TAGS", "SECRETS"),
                    "Option [SECRETS] of a watch is unknown");
            assertRefused(
                    RawMessage.of("top").texts().number(1L).number(2).number(3L).text("name"),
                    "Order [name] of a table is unknown");
        }

        @Test
        void aKeyThatOccursTwice() {
            RawMessage message = RawMessage.of("class").text("a.B").text("app").texts();
            message.number(2).text("k").text("1").text("k").text("2");

            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> decoded(message.body(), Response::decode))
                    .withMessage("Message [class] has the key [k] twice");
        }

        @Test
        void aMessageThatIsTooLargeToBeSent() {
            String text = "x".repeat(MessageCodec.MAX_BYTES);

            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> encoded(new Response.Refused(text)))
                    .withMessage("A message must have at most [16777216] bytes, but has [16777231] or more");
        }
    }
}
