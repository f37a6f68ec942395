package dev.observatory.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.attach.UnharmedAgent;
import dev.observatory.agent.wire.Handshake;
import dev.observatory.agent.wire.MemoryChannel;
import dev.observatory.agent.wire.MessageChannel;
import dev.observatory.agent.wire.RawMessage;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import dev.observatory.agent.wire.WatchOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestHandlerTest {
    private static final Path KEPT = Path.of("src/test/fuzz/RequestFuzz");

    private final UnharmedAgent agent = new UnharmedAgent();

    /** Returns the answers to bytes that are sent without anything before them. */
    private List<Response> answersTo(byte[] sent) throws IOException {
        MemoryChannel connection = new MemoryChannel(sent);
        try (MessageChannel channel = new MessageChannel(connection)) {
            new RequestHandler(agent, channel, new ActiveStreams()).run(() -> {});
        }
        List<Response> answers = new ArrayList<>();
        try (MessageChannel received = new MessageChannel(new MemoryChannel(connection.received()))) {
            assertThat(received.receive(Handshake::decode)).isEqualTo(new Handshake.Welcome(agent.version(), false));
            for (Response answer = received.receive(Response::decode);
                    answer != null;
                    answer = received.receive(Response::decode)) {
                answers.add(answer);
            }
        }
        return answers;
    }

    private List<Response> answersTo(Request... requests) throws IOException {
        byte[] sent = RawMessage.framed(requests);
        byte[] input = new byte[1 + sent.length];
        System.arraycopy(sent, 0, input, 1, sent.length);
        return answersTo(RequestFuzz.sent(input, agent.version()));
    }

    @Test
    void theStatusHasFactsAndClasses() throws IOException {
        assertThat(answersTo(new Request.Status()))
                .containsExactly(
                        new Response.StatusFact("jdk", "17"),
                        new Response.ClassStatus("a.B", "app", List.of("c()"), Map.of("d()", "it is abstract")),
                        new Response.End());
    }

    @Test
    void aWatchHasAnOutcomeEventsAndCounts() throws IOException {
        Request.Watch watch = new Request.Watch(
                List.of("a.B#c"),
                List.of(),
                EnumSet.of(WatchOption.ARGUMENTS, WatchOption.RESULTS),
                0,
                "",
                "",
                List.of(),
                2,
                0,
                1 << 20);

        assertThat(answersTo(watch, new Request.Stop()))
                .startsWith(
                        new Response.SkippedMember("a.B.c()", "it is native"), new Response.WeavingResult(1, 2, 3, 4))
                .endsWith(new Response.End());
        assertThat(agent.openWatches()).isZero();
    }

    @Test
    void detachingHasKeptClassesAndAnOutcome() throws IOException {
        assertThat(answersTo(new Request.Detach()))
                .containsExactly(
                        new Response.KeptClass("a.C", "another agent"),
                        new Response.DetachResult(1, 2, 3),
                        new Response.End());
    }

    /** What each kept input of the fuzzer is refused for. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        stop-without-stream | Request [stop] is valid only during a stream
        unknown | Request [boo] is unknown
        no-kind | Message [] ends after [0] bytes where a field is missing
        surplus-field | Message [status] has [7] bytes after its last field
        oversized-message | A message must have at most [1048576] bytes, but [1048577] are announced: the other side does not use this protocol
        oversized-text | Message [weave] announces a text of [2147483647] bytes, but has only [0] more
        many-texts | Message [watch] announces [100000] elements, but has only [4] more bytes
        top-rows | Message [top] has [-3] as its [rows], which must not be negative
        top-without-interval | The interval must be at least [1000000] ns, but is [0] ns
        watch-request-during-stream | Request [status] was received during a stream, where only [stop] is valid
        watch-number | Message [watch] has [-2] as its [limit], which must not be negative
        watch-option | Option [SECRETS] of a watch is unknown
        top-order | Order [name] of a table is unknown
        top-not-a-boolean | Message [top] has [3] where a boolean must be [0] or [1]
        watch-without-buffer | The buffer must have at least [65536] bytes, but has [0]
        watch-truncated | Message [watch] ends after [40] bytes where a field is missing
        weave-what | [a;max=3] must not contain the character [;]
        """)
    void invalidRequestsAreRefusedWithTheReason(String input, String reason) throws IOException {
        byte[] sent = RequestFuzz.sent(Files.readAllBytes(KEPT.resolve(input)), agent.version());

        assertThat(answersTo(sent)).last().isEqualTo(new Response.Refused(reason));
        assertThat(agent.openWatches()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"other-version", "other-protocol-number"})
    void anotherVersionGetsNoAnswerButTheHandshake(String input) throws IOException {
        assertThat(answersTo(RequestFuzz.sent(Files.readAllBytes(KEPT.resolve(input)), agent.version())))
                .isEmpty();
    }
}
