package dev.observatory.agent;

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
final class EventLog {
    static final String LOGGER = "dev.observatory.events";

    private final ObserveOptions options;
    private final LogLine line;
    private final RateLimit rate;
    private final Everywhere connections;
    /** Set while a thread logs; of a type of the JDK, so that a thread that lives on keeps nothing of ours. */
    private final ThreadLocal<@Nullable Boolean> logging = new ThreadLocal<>();

    /** Made here, where the program is not on the stack: up to JDK 23 a thread keeps who made it. */
    private final Thread atExit = new Thread(null, this::tellAtExit, "observatory-log-exit", 0, false);

    private final AtomicBoolean tellsAtExit = new AtomicBoolean();
    /** Guarded by this. */
    private boolean hasEnded;

    private volatile System.@Nullable Logger logger;
    private volatile boolean hasLogged;

    EventLog(ObserveOptions options, LibraryCopies copies) {
        this.options = options;
        this.line = new LogLine(options);
        this.rate = new RateLimit(options.rate(), System::nanoTime);
        this.connections = new Everywhere(copies, this::connect);
        atExit.setContextClassLoader(null);
        rehearse();
    }

    /** All but the logger, which is the program's to choose. */
    private void rehearse() {
        SampleFacts sample = new SampleFacts();
        line.of(new ToldEvent(sample));
        line.of(new ToldAssignment(sample));
        if (begins()) {
            logging.remove();
        }
    }

    Everywhere connections() {
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
            Warnings.print("observe=log: lines left out after the last one: " + leftOut);
        }
    }

    /** On the error stream: the program's logging may have ended before. */
    private void tellAtExit() {
        long leftOut = rate.takeLeftOut();
        if (leftOut > 0) {
            Warnings.print("observe=log: lines left out after the last one: " + leftOut);
        }
    }

    /** How many lines were left out because they were too many. */
    long leftOut() {
        return rate.allLeftOut();
    }

    private List<AutoCloseable> connect(LibraryCopy copy) {
        return List.of(copy.observeEvents("EXITED", this::ended), copy.observeAssignments(this::assigned));
    }

    private void ended(Function<String, @Nullable Object> facts) {
        if (!begins()) {
            return;
        }
        try {
            ToldEvent event = new ToldEvent(facts);
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
                log(line.of(new ToldAssignment(facts)));
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
