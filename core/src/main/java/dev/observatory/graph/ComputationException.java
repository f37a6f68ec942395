package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A node could not be computed. The cause is what the function at the bottom of it threw; the message tells the way there.
 *
 * <p>The failure is kept like a value: functions do not run again before something changes that they read.
 */
public final class ComputationException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;

    private final transient Failure failure;

    ComputationException(Failure failure) {
        super(null, failure.cause());
        this.failure = failure;
    }

    /** Made when somebody asks: on their way up a long chain, most exceptions are never looked at. */
    @Override
    public String getMessage() {
        List<String> path = failure.path();
        String first = "Derived [" + path.get(0) + "] could not be computed: ";
        if (path.size() == 1) {
            return first + failure.cause();
        }
        int shown = Math.min(path.size(), SHOWN);
        String way = "[" + String.join("] -> [", path.subList(0, shown - 1)) + "] -> ";
        String rest = path.size() > SHOWN ? "… " + (path.size() - SHOWN) + " more … -> " : "";
        return first + way + rest + "[" + path.get(path.size() - 1) + "] failed: " + failure.cause();
    }

    /**
     * The names of the nodes from the one that was asked down to the one whose function threw.
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
