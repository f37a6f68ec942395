package dev.observatory.agent.cli;

import dev.observatory.agent.wire.Allocation;
import dev.observatory.agent.wire.MemoryChannel;
import dev.observatory.agent.wire.MessageChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What may come from somebody at the agent's socket who is none, as a fuzzer makes it up: the command line shows it or says why it
 * does not, and takes no more memory than was sent.
 */
public final class AnswersFuzz {
    /** A program that is there would be waited for when it says no more. */
    private static final long NOBODYS_NUMBER = 999_999_999;

    private static final JavaProcess TARGET = new JavaProcess(NOBODYS_NUMBER, "Main", "17", "", true);
    private static final PrintStream NOBODY =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    private static final long FACTOR = 128;
    private static final long ROOM = 4 << 20;

    private AnswersFuzz() {}

    /**
     * Called by the fuzzer.
     *
     * @param input what was asked, in one byte, and all that is sent behind the greeting; if it asks for the greeting, that too
     */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] sent = new byte[input.length - 1];
        System.arraycopy(input, 1, sent, 0, sent.length);
        PrintStream out = System.out;
        PrintStream err = System.err;
        System.setOut(NOBODY);
        System.setErr(NOBODY);
        try {
            Allocation.require(FACTOR * sent.length + ROOM, () -> listen(input[0], sent));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static void listen(byte question, byte[] sent) {
        try (MessageChannel wire = new MessageChannel(new MemoryChannel(sent))) {
            ask(question, wire);
        } catch (CommandException told) {
            if (told.getMessage() == null || told.getMessage().isBlank()) {
                throw new AssertionError("refused without a reason", told);
            }
        } catch (IOException ended) {
            if (ended.getMessage() == null) {
                throw new AssertionError("ended without a reason", ended);
            }
        }
    }

    private static void ask(byte question, MessageChannel wire) throws IOException {
        if (question == 'g') {
            AgentClient.greeted(TARGET, wire);
            return;
        }
        try (AgentClient agent = new AgentClient(TARGET, wire, false)) {
            switch (question) {
                case 's' -> Json.of(AgentStatus.ask(agent).fields());
                case 'a' -> weave(agent);
                case 'w', 'j' -> {
                    try (Streaming streaming = Streaming.begin(agent)) {
                        new WatchPrinter(agent, streaming, question == 'j', true).run();
                    }
                }
                default -> {
                    while (agent.hear() != null) {}
                }
            }
        }
    }

    private static void weave(AgentClient agent) {
        for (List<String> heard = agent.hearToTheEnd(); heard != null; heard = agent.hearToTheEnd()) {
            if (heard.get(0).equals("woven")) {
                WovenText.into(new LinkedHashMap<>(), heard);
            }
        }
    }
}
