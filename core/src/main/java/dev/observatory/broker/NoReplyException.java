package dev.observatory.broker;

import java.util.List;

/**
 * The failure of a request that no responder replied to, although all of them have finished.
 *
 * <p>If responders failed, the first failure is the cause and the others are suppressed exceptions. A request that took too long
 * fails with a {@link java.util.concurrent.TimeoutException} instead.
 */
public final class NoReplyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private NoReplyException(String message) {
        super(message);
    }

    static NoReplyException of(Topic topic, Object request, int called, List<Throwable> failures) {
        String what = "Request [" + request.getClass().getTypeName() + "] to topic [" + topic + "] ";
        if (called == 0) {
            return new NoReplyException(
                    what + "has no responder; register one for this type with respond(type, responder)");
        }
        NoReplyException noReply = new NoReplyException(
                what + "received no reply from [" + called + "] responders, of which [" + failures.size() + "] failed");
        for (Throwable failure : failures) {
            if (noReply.getCause() == null) {
                noReply.initCause(failure);
            } else {
                noReply.addSuppressed(failure);
            }
        }
        return noReply;
    }
}
