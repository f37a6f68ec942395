package dev.observatory.agent;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Logs one line for each call of an event, when it has ended, and for each assignment, to the {@link System.Logger} named
 * {@code dev.observatory.events}, on the program's thread.
 *
 * <p>The logger is asked for with the first line: before, the program has not had the chance to choose what logging it uses. What
 * is called, assigned or thrown while a line is being logged is not logged.
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

    EventLog(ObserveOptions options, LibraryCopies copies) {
        this.options = options;
        this.line = new LogLine(options);
        this.rate = new RateLimit(options.rate(), System::nanoTime);
        this.connections = new Everywhere(copies, this::connect);
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
        ToldEvent event = new ToldEvent(facts);
        if (event.nanos() >= options.minNanos()) {
            log(event, line::of);
        }
    }

    private void assigned(Function<String, @Nullable Object> facts) {
        log(new ToldAssignment(facts), line::of);
    }

    private <T> void log(T told, Function<T, String> text) {
        if (logging.get() != null) {
            return;
        }
        logging.set(true);
        try {
            System.Logger target = logger();
            if (target.isLoggable(options.level()) && rate.admits()) {
                long leftOut = rate.takeLeftOut();
                String more = leftOut == 0 ? "" : " (" + leftOut + " lines before this one were left out)";
                target.log(options.level(), text.apply(told) + more);
            }
        } finally {
            logging.remove();
        }
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
