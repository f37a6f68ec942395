package dev.observatory.agent.cli;

import dev.observatory.agent.wire.Allocation;
import dev.observatory.agent.wire.MemoryChannel;
import dev.observatory.agent.wire.MessageChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Sends arbitrary bytes to the command line, as made up by a fuzzer, from a process that listens at the agent's socket: the command line
 * shows the answer or says why it does not, and allocates memory in proportion to what was sent.
 */
public final class AnswersFuzz {
    /** No such process: the command line would wait for an existing one to end. */
    private static final long NO_PROCESS = 999_999_999;

    private static final JavaProcess TARGET = new JavaProcess(NO_PROCESS, "Main", "17", "", true);
    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    private static final long FACTOR = 128;
    private static final long CONSTANT = 4 << 20;

    private AnswersFuzz() {}

    /**
     * Called by the fuzzer.
     *
     * @param input the command in one byte, and all that is sent to it
     */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] sent = new byte[input.length - 1];
        System.arraycopy(input, 1, sent, 0, sent.length);
        PrintStream out = System.out;
        PrintStream err = System.err;
        System.setOut(NOWHERE);
        System.setErr(NOWHERE);
        try {
            Allocation.require(FACTOR * sent.length + CONSTANT, () -> run(input[0], sent));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static void run(byte command, byte[] sent) {
        try {
            receive(command, sent);
        } catch (CommandException refused) {
            if (refused.getMessage() == null || refused.getMessage().isBlank()) {
                throw new AssertionError("refused without a reason", refused);
            }
        } catch (IOException disconnected) {
            if (disconnected.getMessage() == null) {
                throw new AssertionError("disconnected without a reason", disconnected);
            }
        }
    }

    /**
     * Runs the part of a command that receives the answer.
     *
     * @param command the first letter of the command, or [j] for a watch with JSON, or [g] for the handshake
     * @param sent all that is sent to it
     * @throws IOException if the connection ends during the handshake
     */
    static void receive(byte command, byte[] sent) throws IOException {
        try (MessageChannel channel = AgentClient.safeChannel(new MemoryChannel(sent))) {
            if (command == 'g') {
                AgentClient.handshake(TARGET, channel);
                return;
            }
            AgentClient agent = new AgentClient(TARGET, channel, false);
            switch (command) {
                case 's' -> Json.of(AgentStatus.fetch(agent).fields());
                case 'a' -> attach(agent);
                case 'd' -> new DetachCommand().receive(agent);
                case 't' -> {
                    try (InterruptHandler interrupt = InterruptHandler.install(agent)) {
                        new TopCommand().run(agent, interrupt);
                    }
                }
                case 'w', 'j' -> {
                    try (InterruptHandler interrupt = InterruptHandler.install(agent)) {
                        new WatchPrinter(
                                        agent,
                                        interrupt,
                                        new WatchPrinter.Style(command == 'j', true, ColorMode.ALWAYS, false))
                                .run();
                    }
                }
                default -> {
                    while (agent.receive() != null) {}
                }
            }
        }
    }

    private static void attach(AgentClient agent) {
        AttachCommand command = new AttachCommand();
        command.receive(agent);
        Json.of(command.jsonFields(TARGET, true));
    }
}
