package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Thrown when the value of a node could not be computed. The cause is what the function at the bottom of the chain
 * threw; the message lists the nodes on the way there.
 *
 * <p>The failure is cached like a value: functions do not run again until something changes that they read.
 */
public final class ComputationException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    private final transient Failure failure;

    ComputationException(Failure failure) {
        super(null, failure.cause());
        this.failure = failure;
    }

    /** Returns the message, built on demand: on their way up a long chain, most exceptions are never inspected. */
    @Override
    public String getMessage() {
        List<String> path = failure.path();
        String first = "Derived [" + path.get(0) + "] could not be computed: ";
        if (path.size() == 1) {
            return first + Trace.text(failure.cause());
        }
        int shown = Math.min(path.size(), SHOWN);
        String way = "[" + String.join("] -> [", path.subList(0, shown - 1)) + "] -> ";
        String rest = path.size() > SHOWN ? "… " + (path.size() - SHOWN) + " more … -> " : "";
        return first + way + rest + "[" + path.get(path.size() - 1) + "] failed: " + Trace.text(failure.cause());
    }

    /**
     * Returns the names of the nodes from the one that was read down to the one whose function threw.
     *
     * @return the names, at least one
     */
    public List<String> path() {
        return failure.path();
    }

    Failure failure() {
        return failure;
    }

    Throwable rootCause() {
        return requireNonNull(getCause());
    }
}
