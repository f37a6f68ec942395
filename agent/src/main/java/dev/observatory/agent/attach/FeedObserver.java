package dev.observatory.agent.attach;

import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CallView;
import dev.observatory.agent.library.LibraryInstance;
import dev.observatory.agent.serve.AgentService;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.WatchEvent;
import dev.observatory.agent.wire.WatchOption;
import dev.observatory.runtime.Requirement;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes what a watch observes on to a feed, encoded. Near the end of the stack the encoding may fail: the event still counts. */
final class FeedObserver implements WatchSession.Observer {
    private final Request.Watch request;
    private final EventEncoder encoder;
    private final WatchFilter filter;
    private final AgentService.EventSink feed;

    FeedObserver(Request.Watch request, MemberLabels labels, AgentService.EventSink feed) {
        this.request = request;
        this.encoder = new EventEncoder(request, labels);
        this.filter = new WatchFilter(request);
        this.feed = feed;
        new EndedCall(this, Map.of()); // Loads the class, which the first call may need near the end of the stack.
    }

    @Override
    public AutoCloseable observeCalls(LibraryInstance library, BiPredicate<Class<?>, String> chosen) {
        return request.has(WatchOption.ARGUMENTS) || request.has(WatchOption.BEGINS)
                ? library.observeChosenCalls(chosen, required(), this::callBegins)
                : library.observeChosen(chosen, required(), this::callEnded);
    }

    private int required() {
        boolean readsArguments =
                request.has(WatchOption.ARGUMENTS) || request.has(WatchOption.ARGUMENTS_AFTER) || filter.readsTargets();
        return readsArguments ? Requirement.ALL : Requirement.TIMES;
    }

    private @Nullable Consumer<CallView> callBegins(CallView call) {
        if (!filter.mayAccept(call)) {
            return null;
        }
        Map<String, String> arguments = request.has(WatchOption.ARGUMENTS) ? arguments(call) : Map.of();
        if (request.has(WatchOption.BEGINS) && feed.admit()) {
            WatchEvent event = null;
            try {
                event = encoder.encodeBegin(call, arguments);
            } finally {
                feed.deliver(event);
            }
        }
        return new EndedCall(this, arguments);
    }

    /** The end of the call is to be reported even if its arguments cannot be. */
    private Map<String, String> arguments(CallView call) {
        try {
            return encoder.arguments(call);
        } catch (StackOverflowError | OutOfMemoryError exhausted) {
            return Map.of();
        }
    }

    private void callEnded(CallView call) {
        ended(call, Map.of());
    }

    private void ended(CallView call, Map<String, String> arguments) {
        if (filter.accepts(call) && feed.admit()) {
            WatchEvent event = null;
            try {
                event = encoder.encode(call, arguments);
            } finally {
                feed.deliver(event);
            }
        }
    }

    /** The end of a call whose arguments were encoded when it began. */
    private record EndedCall(FeedObserver observer, Map<String, String> arguments) implements Consumer<CallView> {
        @Override
        public void accept(CallView call) {
            observer.ended(call, arguments);
        }
    }

    @Override
    public void assigned(AssignmentView assignment) {
        if (feed.admit()) {
            WatchEvent event = null;
            try {
                event = encoder.encode(assignment);
            } finally {
                feed.deliver(event);
            }
        }
    }
}
