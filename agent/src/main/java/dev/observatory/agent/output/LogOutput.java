package dev.observatory.agent.output;

import dev.observatory.agent.config.OutputConfig;
import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CallView;
import dev.observatory.agent.library.LibraryInstance;
import dev.observatory.agent.library.LibraryInstances;
import dev.observatory.agent.library.LibraryObserver;
import dev.observatory.agent.library.WarmUpFacts;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.weave.AgentBridge;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Logs one line for each call of an event, when it has ended, and for each assignment, to the {@link System.Logger} named
 * {@code dev.observatory.events}, on the program's thread.
 *
 * <p>The logger is asked for with the first line: before, the program has not had the chance to choose what logging it uses. What
 * is called, assigned or thrown while a line is being logged is not logged; nor is anything at the very end of the stack, where the
 * program's logging could break for good.
 */
final class LogOutput {
    static final String LOGGER = "dev.observatory.events";

    private final OutputConfig options;
    private final LogLineFormatter line;
    private final RateLimiter rate;
    private final LibraryObserver connections;
    /** Set while a thread logs; of a type of the JDK, so that a thread that lives on keeps nothing of ours. */
    private final ThreadLocal<@Nullable Boolean> logging = new ThreadLocal<>();

    /** Made here, where the program is not on the stack: up to JDK 23 a thread keeps who made it. */
    private final Thread atExit = new Thread(null, this::tellAtExit, "observatory-log-exit", 0, false);

    private final AtomicBoolean tellsAtExit = new AtomicBoolean();
    /** Guarded by this. */
    private boolean hasEnded;

    private volatile System.@Nullable Logger logger;
    private volatile boolean hasLogged;

    LogOutput(OutputConfig options, LibraryInstances copies) {
        this.options = options;
        this.line = new LogLineFormatter(options);
        this.rate = new RateLimiter(options.rate(), System::nanoTime);
        this.connections = new LibraryObserver(copies, this::connect);
        atExit.setContextClassLoader(null);
        rehearse();
    }

    /** All but the logger, which is the program's to choose. */
    private void rehearse() {
        WarmUpFacts sample = new WarmUpFacts();
        line.of(new CallView(sample));
        line.of(new AssignmentView(sample));
        if (begins()) {
            logging.remove();
        }
    }

    LibraryObserver connections() {
        return connections;
    }

    /** Ends, and logs how many lines were left out since the last one. */
    void end() {
        connections.off();
        if (!isExiting()) {
            System.Logger present = logger;
            long leftOut = rate.takeLeftOut();
            if (present != null && leftOut > 0) {
                logLast(present, leftOut);
            }
        }
    }

    private synchronized boolean isExiting() {
        hasEnded = true;
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
            return false;
        } catch (IllegalStateException exiting) {
            return true;
        }
    }

    private void logLast(System.Logger present, long leftOut) {
        try {
            present.log(options.level(), "lines left out after the last one: " + leftOut);
        } catch (RuntimeException broken) {
            AgentMessages.print("observe=log: lines left out after the last one: " + leftOut);
        }
    }

    /** On the error stream: the program's logging may have ended before. */
    private void tellAtExit() {
        long leftOut = rate.takeLeftOut();
        if (leftOut > 0) {
            AgentMessages.print("observe=log: lines left out after the last one: " + leftOut);
        }
    }

    /** How many lines were left out because they were too many. */
    long leftOut() {
        return rate.allLeftOut();
    }

    private List<AutoCloseable> connect(LibraryInstance copy) {
        return List.of(copy.observeEvents("EXITED", this::ended), copy.observeAssignments(this::assigned));
    }

    private void ended(Function<String, @Nullable Object> facts) {
        if (!begins()) {
            return;
        }
        try {
            CallView event = new CallView(facts);
            if (event.nanos() >= options.minNanos() && isWanted()) {
                log(line.of(event));
            }
        } finally {
            logging.remove();
        }
    }

    private void assigned(Function<String, @Nullable Object> facts) {
        if (!begins()) {
            return;
        }
        try {
            if (isWanted()) {
                log(line.of(new AssignmentView(facts)));
            }
        } finally {
            logging.remove();
        }
    }

    /** Whether a line can be written here and now. */
    private boolean begins() {
        if (!AgentBridge.hasHeadroom(!hasLogged)) {
            rate.leaveOut();
            return false;
        }
        if (logging.get() != null) {
            return false;
        }
        logging.set(true);
        return true;
    }

    private boolean isWanted() {
        if (!logger().isLoggable(options.level())) {
            return false;
        }
        boolean isAdmitted = rate.admits();
        if (!isAdmitted && tellsAtExit.compareAndSet(false, true)) {
            tellAtEndOfProgram();
        }
        return isAdmitted;
    }

    private synchronized void tellAtEndOfProgram() {
        try {
            if (!hasEnded) {
                Runtime.getRuntime().addShutdownHook(atExit);
            }
        } catch (IllegalStateException exiting) {
            // Too late: the count is in the status, for who asks.
        }
    }

    private void log(String text) {
        long leftOut = rate.takeLeftOut();
        String more = leftOut == 0 ? "" : " (" + leftOut + " lines before this one were left out)";
        logger().log(options.level(), text + more);
        hasLogged = true;
    }

    private System.Logger logger() {
        System.Logger present = logger;
        if (present == null) {
            present = System.getLogger(LOGGER);
            logger = present;
        }
        return present;
    }
}
