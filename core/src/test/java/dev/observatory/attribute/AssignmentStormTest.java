package dev.observatory.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Together;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Observers of targets and of the field connect and disconnect while several threads assign, as woven code does. */
class AssignmentStormTest {
    private static final int ASSIGNMENTS = 10_000;
    private static final int CHURNS = 5_000;
    private final Attribute<Integer> level = Attributes.of(Tank.class, "level");
    private final Tank one = new Tank();
    private final Tank two = new Tank();
    private final List<Subscription> open = new ArrayList<>();

    static final class Tank {
        @ObservableAttr
        int level;
    }

    @AfterEach
    void close() {
        open.forEach(Subscription::close);
        assertThat(level.assigned().isObserved()).isFalse();
    }

    private void assign(Tank tank, int value) {
        AttributeWeaving.emit(level, tank, value - 1, value, false);
    }

    private void assignMany(Tank tank) {
        for (int i = 1; i <= ASSIGNMENTS; i++) {
            assign(tank, i);
        }
    }

    private static void churn(Attribute<Integer> attribute) {
        for (int i = 0; i < CHURNS; i++) {
            attribute.assigned().connect(assignment -> {}).close();
        }
    }

    @Test
    void lastingObserversReceiveEveryAssignmentToTheirTargetOnce() throws Exception {
        LongAdder toOne = new LongAdder();
        LongAdder toTwo = new LongAdder();
        LongAdder toAll = new LongAdder();
        open.add(level.bind(one).assigned().connect(assignment -> toOne.increment()));
        open.add(level.bind(two).assigned().connect(assignment -> toTwo.add(assignment.newValue())));
        open.add(level.assigned().connect(assignment -> toAll.increment()));

        Together.run(
                () -> assignMany(one),
                () -> assignMany(one),
                () -> assignMany(two),
                () -> churn(level),
                () -> churn(level.bind(one)),
                this::bindShortLivedObjects);

        assertThat(toOne.sum()).isEqualTo(2L * ASSIGNMENTS);
        assertThat(toTwo.sum()).isEqualTo(ASSIGNMENTS * (ASSIGNMENTS + 1L) / 2);
        assertThat(toAll.sum()).isEqualTo(3L * ASSIGNMENTS + CHURNS);
    }

    private void bindShortLivedObjects() {
        for (int i = 0; i < CHURNS; i++) {
            Tank passing = new Tank();
            LongAdder received = new LongAdder();
            level.bind(passing).assigned().connect(assignment -> received.increment());
            assign(passing, i);
            assertThat(received.sum()).isOne();
        }
    }

    @Test
    void aSlowObserverOfOneTargetDelaysNoAssignmentToAnother() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        List<Integer> received = new ArrayList<>();
        open.add(level.bind(one).assigned().connect(assignment -> {
            entered.countDown();
            try {
                released.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }));
        open.add(level.bind(two).assigned().connect(assignment -> received.add(assignment.newValue())));

        Together.run(() -> assign(one, 1), () -> {
            try {
                entered.await();
                assign(two, 2);
            } finally {
                released.countDown();
            }
        });

        assertThat(received).containsExactly(2);
    }
}
