package dev.observatory.weave;

import dev.observatory.event.EventData;
import dev.observatory.event.EventStatus;
import dev.observatory.event.EventWeaving;
import dev.observatory.event.Events;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Notifies the agent of the begin of each call, and the consumer that it then returns of the end of the same call. */
final class CallObserver implements AutoCloseable {
    private final Function<
                    Function<String, @Nullable Object>,
                    ? extends @Nullable Consumer<Function<String, @Nullable Object>>>
            begun;
    private final List<Subscription> connections = new ArrayList<>();

    private CallObserver(
            Function<
                            Function<String, @Nullable Object>,
                            ? extends @Nullable Consumer<Function<String, @Nullable Object>>>
                    begun) {
        this.begun = begun;
        EventWeaving.prepareToKeep();
    }

    /**
     * Connects an observer.
     *
     * @param required what the observer reads, of {@link dev.observatory.runtime.Requirement}
     * @param chosen selects events; null for all
     */
    static AutoCloseable connected(
            Function<
                            Function<String, @Nullable Object>,
                            ? extends @Nullable Consumer<Function<String, @Nullable Object>>>
                    begun,
            int required,
            @Nullable BiPredicate<Class<?>, String> chosen) {
        CallObserver observer = new CallObserver(begun);
        if (chosen != null) {
            return EventWeaving.observeSelected(chosen, required, observer::begin, observer::end);
        }
        Subscription ends = EventWeaving.connect(Events.any(EventStatus.EXITED), required, observer::end);
        Subscription begins = EventWeaving.connect(Events.any(EventStatus.ABOUT_TO_RUN), required, observer::begin);
        observer.connections.addAll(List.of(begins, ends));
        return observer;
    }

    private void begin(EventData data) {
        Consumer<Function<String, @Nullable Object>> whenEnded = begun.apply(new EventFacts(data));
        if (whenEnded != null) {
            EventWeaving.keep(data, this, whenEnded);
        }
    }

    @SuppressWarnings("unchecked")
    private void end(EventData data) {
        Object whenEnded = EventWeaving.kept(data, this);
        if (whenEnded != null) {
            ((Consumer<Function<String, @Nullable Object>>) whenEnded).accept(new EventFacts(data));
        }
    }

    @Override
    public void close() {
        for (Subscription connection : connections) {
            connection.close();
        }
    }
}
