package dev.observatory.progress;

import dev.observatory.event.EventStatus;
import dev.observatory.event.ProgressData;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The bars of what is in progress, in the order in which they began. Not safe for use by multiple threads. */
final class BarList {
    private final Map<Key, Bar> bars = new LinkedHashMap<>();
    private long updates;

    private record Key(Object event, long callId, long loopId) {
        static Key of(ProgressData progress) {
            return new Key(progress.event(), progress.callId(), progress.loopId());
        }
    }

    /** Returns the bar of a report, with that report; a new one if it is the first, and none if that is also the last. */
    @Nullable
    Bar update(ProgressData progress, long nanos) {
        Key key = Key.of(progress);
        Bar bar = bars.get(key);
        if (bar == null) {
            if (progress.status() == EventStatus.EXITED) {
                return null;
            }
            bars.values().removeIf(other -> other.isReplacedBy(progress));
            bar = new Bar(progress, isInner(progress), nanos);
            bars.put(key, bar);
        }
        bar.latest = progress;
        bar.latestUpdate = ++updates;
        return bar;
    }

    private boolean isInner(ProgressData progress) {
        if (progress.outerLoopId() != 0 || progress.callId() == 0) {
            return progress.outerLoopId() != 0;
        }
        return bars.values().stream().anyMatch(bar -> {
            long call = bar.latest.callId();
            return call != 0 && call == progress.parentId();
        });
    }

    void remove(ProgressData progress) {
        bars.remove(Key.of(progress));
    }

    /** Removes and returns the bars of a call. */
    List<Bar> removeOfCall(long callId) {
        if (bars.isEmpty()) {
            return List.of();
        }
        List<Bar> ofCall =
                all().stream().filter(bar -> bar.latest.callId() == callId).toList();
        ofCall.forEach(bar -> remove(bar.latest));
        return ofCall;
    }

    List<Bar> all() {
        return new ArrayList<>(bars.values());
    }

    /** Returns at most a number of bars, the outer ones and those of the latest reports, in the order in which they began. */
    List<Bar> latest(int most) {
        List<Bar> all = all();
        if (all.size() <= most) {
            return all;
        }
        Set<Bar> chosen = all.stream()
                .sorted(Comparator.comparing((Bar bar) -> bar.isInner)
                        .thenComparing(bar -> bar.latestUpdate, Comparator.reverseOrder()))
                .limit(most)
                .collect(Collectors.toSet());
        all.retainAll(chosen);
        return all;
    }

    int size() {
        return bars.size();
    }
}
