package dev.observatory.weave;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.EventWeaving;
import dev.observatory.event.FollowedCall;
import dev.observatory.hook.Subscription;
import dev.observatory.listen.CallEnd;
import dev.observatory.listen.CallListener;
import dev.observatory.listen.CallListeners;
import dev.observatory.listen.CallSelector;
import dev.observatory.listen.CallStart;
import dev.observatory.listen.ListenerOptions;
import dev.observatory.runtime.Requirement;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Notifies the agent of the begin of each call, and the consumer that it then returns of the end of the same call. */
record CallObserver(
        Function<Function<String, @Nullable Object>, ? extends @Nullable Consumer<Function<String, @Nullable Object>>>
                begun)
        implements CallListener<Consumer<Function<String, @Nullable Object>>> {
    /** Close to the method: the times of the agent should contain little else. */
    private static final int INNERMOST = Integer.MAX_VALUE;

    /**
     * Connects an observer.
     *
     * @param required what the observer reads, of {@link Requirement}
     * @param chosen selects events; null for all, which are woven then
     */
    static Subscription connect(CallObserver observer, int required, @Nullable BiPredicate<Class<?>, String> chosen) {
        EventFacts.prepare();
        ListenerOptions options = ListenerOptions.order(INNERMOST);
        options = (required & Requirement.TIMES) == 0 ? options.untimed() : options;
        options = (required & Requirement.ARGUMENTS) == 0 ? options.withoutArguments() : options;
        if (chosen == null) {
            return CallListeners.register(CallSelector.all(), observer, options);
        }
        CallSelector selector = CallSelector.matching(event -> {
            Class<?> type = EventWeaving.declaringClass(event);
            return type != null && chosen.test(type, requireNonNull(EventWeaving.methodKey(event)));
        });
        return CallListeners.registerForAgent(selector, observer, options);
    }

    @Override
    public @Nullable Consumer<Function<String, @Nullable Object>> onStart(CallStart call) {
        return begun.apply(factsOf(call));
    }

    @Override
    public void onEnd(CallEnd call, Consumer<Function<String, @Nullable Object>> whenEnded) {
        whenEnded.accept(factsOf(call));
    }

    private static EventFacts factsOf(CallStart call) {
        return new EventFacts(((FollowedCall) call).data());
    }
}
