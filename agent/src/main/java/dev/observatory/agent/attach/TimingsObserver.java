package dev.observatory.agent.attach;

import dev.observatory.agent.library.AssignmentView;
import dev.observatory.agent.library.CountView;
import dev.observatory.agent.library.LibraryInstance;
import dev.observatory.agent.serve.AgentService;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.function.BiPredicate;

/** Counts and times calls, without an emission for each. */
final class TimingsObserver implements WatchSession.Observer {
    private final MemberLabels labels;
    private final AgentService.TimingSink timings;

    TimingsObserver(MemberLabels labels, AgentService.TimingSink timings) {
        this.labels = labels;
        this.timings = timings;
    }

    @Override
    public AutoCloseable observeCalls(LibraryInstance library, BiPredicate<Class<?>, String> chosen) {
        return library.countChosen(chosen, this::counted);
    }

    private void counted(CountView counts) {
        Class<?> owner = counts.owner();
        if (owner != null) {
            timings.add(
                    owner.getName() + "." + labels.method(owner, counts.method()),
                    labels.loader(owner),
                    new Counts(counts));
        }
    }

    private record Counts(CountView view) implements AgentService.CallCounts {
        @Override
        public long calls() {
            return view.calls();
        }

        @Override
        public long errors() {
            return view.errors();
        }

        @Override
        public long totalNanos() {
            return view.totalNanos();
        }

        @Override
        public long maxNanos() {
            return view.maxNanos();
        }

        @Override
        public NavigableMap<Duration, Long> histogram() {
            return view.histogram();
        }
    }

    @Override
    public void assigned(AssignmentView assignment) {
        // No calls.
    }
}
