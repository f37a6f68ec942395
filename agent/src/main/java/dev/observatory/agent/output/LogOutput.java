package dev.observatory.agent.output;

import dev.observatory.agent.config.OutputConfig;
import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CallView;
import dev.observatory.agent.library.LibraryInstance;
import dev.observatory.agent.library.LibraryInstances;
import dev.observatory.agent.library.LibraryObserver;
import dev.observatory.agent.library.WarmUpFacts;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.runtime.Requirement;
import dev.observatory.weave.AgentBridge;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Logs one line at the end of each call and for each assignment, to the {@link System.Logger} named {@code dev.observatory.events},
 * on the program's thread.
 *
 * <p>The logger is looked up with the first line: before, the program has had no chance to choose its logging. What is called,
 * assigned or thrown while a line is being logged is not logged, nor is any call of the logging framework on another thread; nor is
 * anything near the end of the stack, where the program's
 * logging could break permanently.
 */
final class LogOutput implements EventOutput {
    static final String LOGGER = "dev.observatory.events";

    private final OutputConfig config;
    private final LogLineFormatter formatter;
    private final RateLimiter rate;
    private final LibraryObserver observer;
    /** Set while a thread logs; of a JDK type, so that a thread that lives on keeps nothing of the agent. */
    private final ThreadLocal<@Nullable Boolean> logging = new ThreadLocal<>();

    /** Created here, where the program is not on the stack: up to JDK 23 a thread keeps its creator. */
    private final Thread atExit = new Thread(null, this::reportAtExit, "observatory-log-exit", 0, false);

    private final AtomicBoolean reportsAtExit = new AtomicBoolean();
    /** Guarded by this. */
    private boolean isClosed;

    private volatile System.@Nullable Logger logger;
    private volatile boolean hasLogged;

    LogOutput(OutputConfig config, LibraryInstances libraries) {
        this.config = config;
        this.formatter = new LogLineFormatter(config);
        this.rate = new RateLimiter(config.rate(), System::nanoTime);
        this.observer = new LibraryObserver(libraries, this::connectTo);
    }

    @Override
    public void start() {
        atExit.setContextClassLoader(null);
        warmUp();
        observer.connect();
    }

    /** Everything but the logger, which the program chooses. */
    private void warmUp() {
        WarmUpFacts sample = new WarmUpFacts();
        formatter.format(new CallView(sample));
        formatter.format(new AssignmentView(sample));
        if (tryBegin()) {
            logging.remove();
        }
    }

    @Override
    public String status() {
        return "lines omitted: " + rate.allOmitted();
    }

    /** Disconnects, and logs how many lines were omitted after the last one. */
    @Override
    public void close() {
        observer.disconnect();
        if (!isExiting()) {
            System.Logger present = logger;
            long omitted = rate.takeOmitted();
            if (present != null && omitted > 0) {
                logLast(present, omitted);
            }
        }
    }

    private synchronized boolean isExiting() {
        isClosed = true;
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
            return false;
        } catch (IllegalStateException exiting) {
            return true;
        }
    }

    private void logLast(System.Logger present, long omitted) {
        try {
            present.log(config.level(), "lines omitted after the last one: " + omitted);
        } catch (RuntimeException broken) {
            AgentMessages.print("observe=log: lines omitted after the last one: " + omitted);
        }
    }

    /** To the error stream: the program's logging may have ended already. */
    private void reportAtExit() {
        long omitted = rate.takeOmitted();
        if (omitted > 0) {
            AgentMessages.print("observe=log: lines omitted after the last one: " + omitted);
        }
    }

    private void connectTo(LibraryInstance library, Consumer<AutoCloseable> made) {
        made.accept(library.observeCalls(required(), call -> this::callEnded));
        made.accept(library.observeAssignments(this::assigned));
    }

    private int required() {
        return config.shows(OutputConfig.Shown.ARGS) ? Requirement.ALL : Requirement.TIMES;
    }

    private void callEnded(CallView call) {
        if (isByLogger(call.owner()) || !tryBegin()) {
            return;
        }
        try {
            if (call.nanos() >= config.minNanos() && tryAdmit()) {
                log(formatter.format(call));
            }
        } finally {
            logging.remove();
        }
    }

    private void assigned(AssignmentView assignment) {
        if (isByLogger(assignment.owner()) || !tryBegin()) {
            return;
        }
        try {
            if (tryAdmit()) {
                log(formatter.format(assignment));
            }
        } finally {
            logging.remove();
        }
    }

    private boolean isByLogger(@Nullable Class<?> owner) {
        System.Logger present = logger;
        return LoggingClasses.contains(owner, present == null ? null : present.getClass());
    }

    /** Marks the thread as logging, unless a line cannot be written here and now. */
    private boolean tryBegin() {
        if (!AgentBridge.hasHeadroom(!hasLogged)) {
            rate.omit();
            return false;
        }
        if (logging.get() != null) {
            return false;
        }
        logging.set(true);
        return true;
    }

    private boolean tryAdmit() {
        if (!logger().isLoggable(config.level())) {
            return false;
        }
        boolean isAdmitted = rate.tryAdmit();
        if (!isAdmitted && reportsAtExit.compareAndSet(false, true)) {
            addShutdownHook();
        }
        return isAdmitted;
    }

    private synchronized void addShutdownHook() {
        try {
            if (!isClosed) {
                Runtime.getRuntime().addShutdownHook(atExit);
            }
        } catch (IllegalStateException exiting) {
            // Too late; the status still has the number.
        }
    }

    private void log(String line) {
        long omitted = rate.takeOmitted();
        String more = omitted == 0 ? "" : " (" + omitted + " lines before this one were omitted)";
        logger().log(config.level(), line + more);
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
