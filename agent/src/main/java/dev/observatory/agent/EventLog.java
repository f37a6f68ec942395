package dev.observatory.agent;

import dev.observatory.weave.AgentDoor;
import java.util.List;
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

    private volatile System.@Nullable Logger logger;
    private volatile boolean hasLogged;

    EventLog(ObserveOptions options, LibraryCopies copies) {
        this.options = options;
        this.line = new LogLine(options);
        this.rate = new RateLimit(options.rate(), System::nanoTime);
        this.connections = new Everywhere(copies, this::connect);
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
        if (!AgentDoor.hasHeadroom(!hasLogged)) {
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
        return logger().isLoggable(options.level()) && rate.admits();
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
