package dev.observatory.agent.cli;

import dev.observatory.agent.wire.Request;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a stream when this process is interrupted. Ctrl-C is the usual way to end it: the agent is requested to stop, its last messages are
 * awaited for a limited time while it reverts the program's classes, and the exit code is 0.
 */
final class InterruptHandler implements AutoCloseable {
    private static final long LAST_MESSAGES_SECONDS = 10;

    private final AgentClient agent;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupted, "interrupt");

    private InterruptHandler(AgentClient agent) {
        this.agent = agent;
    }

    static InterruptHandler install(AgentClient agent) {
        InterruptHandler handler = new InterruptHandler(agent);
        Runtime.getRuntime().addShutdownHook(handler.hook);
        return handler;
    }

    private void interrupted() {
        stopStream();
        try {
            if (ended.await(LAST_MESSAGES_SECONDS, TimeUnit.SECONDS)) {
                System.out.flush();
                Runtime.getRuntime().halt(ExitCode.DONE.number());
            }
            System.err.println("The program does not answer; its classes are reverted as soon as it continues");
        } catch (InterruptedException again) {
            Thread.currentThread().interrupt();
        }
    }

    /** Requests the end of the stream; what the agent has sent before still arrives. */
    void stopStream() {
        agent.send(new Request.Stop());
    }

    /** Removes this handler, or lets it end the process if it was interrupted; to be called after everything was printed. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException interrupted) {
            // The hook is running, and ends this process.
        }
    }
}
