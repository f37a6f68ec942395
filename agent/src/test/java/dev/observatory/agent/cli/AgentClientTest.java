package dev.observatory.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.observatory.agent.wire.MemoryChannel;
import dev.observatory.agent.wire.RawMessage;
import dev.observatory.agent.wire.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentClientTest {
    private static final Path KEPT = Path.of("src/test/fuzz/AnswersFuzz");
    private static final JavaProcess TARGET = new JavaProcess(999_999_999, "Main", "17", "", true);

    private static AgentClient receiving(Response... responses) {
        return new AgentClient(TARGET, AgentClient.safeChannel(new MemoryChannel(RawMessage.framed(responses))), false);
    }

    /** What each kept input of the fuzzer is refused for. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status-truncated-class | Message [class] ends after [34] bytes where a field is missing
            status-other-answer | it answers [status] with [counts]
            oversized-message | A message must have at most [16777216] bytes, but [16777217] are announced: the other side does not use this protocol
            oversized-text | Message [fact] announces a text of [2147483647] bytes, but has only [3] more
            oversized-list | Message [class] announces [100000] elements, but has only [0] more bytes
            other-protocol | A message must have at most [16777216] bytes, but [1213486160] are announced: the other side does not use this protocol
            no-kind | Message [] ends after [0] bytes where a field is missing
            unknown-kind | Response [run] is unknown
            surplus-field | Message [end] has [7] bytes after its last field
            refused-without-a-field | Message [refused] ends after [11] bytes where a field is missing
            refused-without-a-reason | it refuses without a reason
            weave-without-result | it answers [weave] without a result
            weave-large | Message [woven] has [-539222987] as its [classes], which must not be negative
            weave-missing-number | Message [woven] ends after [25] bytes where a field is missing
            watch-counts | Message [counts] ends after [18] bytes where a field is missing
            watch-depth | Message [call] has [-1] as its [depth], which must not be negative
            watch-time | Message [call] has [-9223372036854775808] as its [time], which must not be negative
            watch-not-a-boolean | Message [call] has [7] where a boolean must be [0] or [1]
            watch-same-argument-twice | Message [call] has the key [x] twice
            row-truncated | Message [table] ends after [47] bytes where a field is missing
            """)
    void invalidAnswersAreRefusedWithTheReason(String input, String reason) throws IOException {
        byte[] bytes = Files.readAllBytes(KEPT.resolve(input));
        byte[] sent = Arrays.copyOfRange(bytes, 1, bytes.length);

        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> AnswersFuzz.receive(bytes[0], sent))
                .withMessage("JVM [999999999] answers, but not like this version of the agent: " + reason)
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(ExitCode.FAILED));
    }

    @Test
    void textsAreSafeForATerminal() {
        try (AgentClient agent = receiving(new Response.StatusFact("a\u001b[31m", "b\u202e"))) {
            assertThat(agent.receive()).isEqualTo(new Response.StatusFact("a\\u001b[31m", "b\\u202e"));
        }
    }

    @Test
    void theKindOfAnUnknownResponseIsSafeForATerminal() {
        byte[] unknown = RawMessage.of("run\u001b[31m").framed();

        try (AgentClient agent = new AgentClient(TARGET, AgentClient.safeChannel(new MemoryChannel(unknown)), false)) {
            assertThatExceptionOfType(CommandException.class)
                    .isThrownBy(agent::receive)
                    .withMessageEndingWith("Response [run\\u001b[31m] is unknown");
        }
    }

    @Test
    void aRefusalBecomesAnErrorThatIsSafeForATerminal() {
        try (AgentClient agent = receiving(new Response.Refused("no\u001b[31m"))) {
            assertThatExceptionOfType(CommandException.class)
                    .isThrownBy(agent::receive)
                    .withMessage("no\\u001b[31m")
                    .satisfies(refused -> assertThat(refused.code()).isEqualTo(ExitCode.USAGE));
        }
    }

    @Test
    void anAnswerMustBeComplete() {
        try (AgentClient agent = receiving(new Response.StatusFact("a", "b"))) {
            assertThat(agent.receiveUntilEnd()).isNotNull();
            assertThatExceptionOfType(CommandException.class)
                    .isThrownBy(agent::receiveUntilEnd)
                    .withMessage("JVM [999999999] ended before it answered");
        }
    }
}
