package dev.observatory.weave;

import dev.observatory.event.EventData;
import dev.observatory.event.EventStatus;
import dev.observatory.event.EventWeaving;
import dev.observatory.event.Events;
import dev.observatory.hook.Subscription;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Calls a function of the agent at the beginning of each call, and the consumer that it returns at the end of the same call. */
final class CallObserver implements AutoCloseable {
    private final Function<
                    Function<String, @Nullable Object>,
                    ? extends @Nullable Consumer<Function<String, @Nullable Object>>>
            begun;
    private final Subscription ends;
    private final Subscription begins;

    private CallObserver(
            Function<
                            Function<String, @Nullable Object>,
                            ? extends @Nullable Consumer<Function<String, @Nullable Object>>>
                    begun) {
        this.begun = begun;
        EventWeaving.prepareToKeep();
        this.ends = Events.any(EventStatus.EXITED).connect(this::end);
        this.begins = Events.any(EventStatus.ABOUT_TO_RUN).connect(this::begin);
    }

    static CallObserver connected(
            Function<
                            Function<String, @Nullable Object>,
                            ? extends @Nullable Consumer<Function<String, @Nullable Object>>>
                    begun) {
        return new CallObserver(begun);
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
        begins.close();
        ends.close();
    }
}
