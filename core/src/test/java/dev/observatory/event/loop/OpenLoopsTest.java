package dev.observatory.event.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Garbage;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loops that are left early in an owner that runs for as long as the program. */
class OpenLoopsTest {
    private final List<LoopReport> reports = new ArrayList<>();
    private final OpenLoops open = new OpenLoops();

    private final LoopOwner owner = new LoopOwner() {
        @Override
        public boolean isObserved() {
            return true;
        }

        @Override
        public boolean enter() {
            return true;
        }

        @Override
        public void leave() {}

        @Override
        public long opened(Loop loop, Object user) {
            return open.add(loop, user);
        }

        @Override
        public void closed(Loop loop) {
            open.remove(loop);
        }

        @Override
        public void emit(LoopReport report) {
            reports.add(report);
        }
    };

    private Garbage.Watch leaveEarly() {
        Iterator<Integer> items =
                TrackedIterable.of(List.of(1, 2), owner, LoopSettings.DEFAULTS).iterator();
        items.next();
        return Garbage.watch(items);
    }

    @Test
    void areClosedWhenTheProgramCanNoLongerAdvanceThem() {
        Iterator<Integer> outer =
                TrackedIterable.of(List.of(1, 2), owner, LoopSettings.DEFAULTS).iterator();
        outer.next();
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 100; i++) {
                leaveEarly();
            }
            leaveEarly().await();
        }

        assertThat(open.size()).isLessThan(500);
        assertThat(reports).isNotEmpty().allMatch(report -> report.status() == LoopStatus.LEFT_EARLY);
        reports.clear();
        outer.next();
        assertThat(reports).extracting(LoopReport::status).containsExactly(LoopStatus.ADVANCED);
    }

    @Test
    void areAllClosedByTheirOwner() {
        Iterator<Integer> first =
                TrackedIterable.of(List.of(1, 2), owner, LoopSettings.DEFAULTS).iterator();
        first.next();
        Iterator<Integer> second =
                TrackedIterable.of(List.of(1, 2), owner, LoopSettings.DEFAULTS).iterator();
        second.next();

        open.closeAll();
        open.closeAll();

        assertThat(reports)
                .extracting(LoopReport::status)
                .containsExactly(LoopStatus.LEFT_EARLY, LoopStatus.LEFT_EARLY);
        assertThat(reports.get(0).loopId()).isLessThan(reports.get(1).loopId());
        assertThat(open.size()).isZero();
        assertThat(first.next() + second.next()).isEqualTo(4);
        assertThat(reports).hasSize(2);
    }
}
