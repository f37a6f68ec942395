package dev.observatory.agent.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A conversation that goes on until somebody has enough. Ctrl-C asks the agent to stop, waits a moment for its last words and for the
 * program to be brought back to what it was, and ends with code 0: that is how one ends it.
 */
final class Streaming implements AutoCloseable {
    private static final long LAST_WORDS_SECONDS = 10;

    private final AgentClient agent;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread atInterrupt = new Thread(this::interrupted, "interrupted");

    private Streaming(AgentClient agent) {
        this.agent = agent;
    }

    static Streaming begin(AgentClient agent) {
        Streaming streaming = new Streaming(agent);
        Runtime.getRuntime().addShutdownHook(streaming.atInterrupt);
        return streaming;
    }

    private void interrupted() {
        stop();
        try {
            if (ended.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                System.out.flush();
                Runtime.getRuntime().halt(ExitCode.DONE.number());
            }
            System.err.println("The program does not answer; it is brought back to what it was as soon as it goes on");
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }

    /** Why there is nothing more, if the agent has not said so. */
    static String reasonOfEnd(AgentClient agent) {
        return agent.isTargetAlive() ? "Another command took the agent out. " : "The program has ended. ";
    }

    /** Says that it was enough. */
    void stop() {
        agent.say(List.of("enough"));
    }

    /** All has been said and printed. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(atInterrupt);
        } catch (IllegalStateException interrupted) {
            // It runs now, and ends this process.
        }
    }
}
