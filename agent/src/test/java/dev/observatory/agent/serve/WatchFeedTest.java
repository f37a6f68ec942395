package dev.observatory.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.wire.Response.WatchCounts;
import dev.observatory.agent.wire.WatchEvent.AssignmentEvent;
import org.junit.jupiter.api.Test;

class WatchFeedTest {
    private static final int MAX_BYTES = 4 << 20;

    private static void send(WatchFeed feed, int count) {
        for (int i = 0; i < count; i++) {
            if (feed.admit()) {
                feed.deliver(new AssignmentEvent(i, "t", "a.B", "app", "f", "old", "new"));
            }
        }
    }

    private static int take(WatchFeed feed, int limit) {
        int taken = 0;
        while (taken < limit && feed.next() != null) {
            taken++;
        }
        return taken;
    }

    @Test
    void everyEventIsCountedAsShownOrDropped() {
        WatchFeed feed = new WatchFeed(0, 0, MAX_BYTES);
        send(feed, WatchFeed.CAPACITY + 10);
        int shown = take(feed, 100);
        feed.close();
        send(feed, 5);
        feed.dropRest();

        assertThat(shown).isEqualTo(100);
        assertThat(feed.counts())
                .isEqualTo(new WatchCounts(WatchFeed.CAPACITY + 10L, 100, WatchFeed.CAPACITY - 90L, 0));
    }

    @Test
    void noMoreEventsAreShownThanTheLimit() {
        WatchFeed feed = new WatchFeed(0, 3, MAX_BYTES);
        send(feed, 5);

        assertThat(take(feed, 10)).isEqualTo(3);
        assertThat(feed.isDone()).isTrue();
        feed.dropRest();
        assertThat(feed.counts()).isEqualTo(new WatchCounts(5, 3, 2, 0));
    }

    @Test
    void eventsBeyondTheRateAreHeldBack() {
        WatchFeed feed = new WatchFeed(2, 0, MAX_BYTES);
        long before = System.nanoTime() / 1_000_000_000;
        send(feed, 50);
        long seconds = System.nanoTime() / 1_000_000_000 - before + 1;

        int shown = take(feed, 50);

        assertThat((long) shown).isBetween(2L, 2 * seconds);
        assertThat(feed.counts()).isEqualTo(new WatchCounts(50, shown, 0, 50 - shown));
    }

    @Test
    void theMemoryOfQueuedEventsIsLimited() {
        AssignmentEvent large =
                new AssignmentEvent(0, "t", "a.B", "app", "f", "x".repeat(100_000), "y".repeat(100_000));
        WatchFeed feed = new WatchFeed(0, 0, MAX_BYTES);
        for (int i = 0; i < 100; i++) {
            assertThat(feed.admit()).isTrue();
            feed.deliver(large);
        }
        int fitting = MAX_BYTES / large.heapBytes();

        assertThat(take(feed, 100)).isEqualTo(fitting).isEqualTo(10);
        assertThat(feed.counts()).isEqualTo(new WatchCounts(100, fitting, 100 - fitting, 0));
    }

    @Test
    void anEventThatIsLargerThanAllThatMayBeQueuedIsDroppedAlone() {
        WatchFeed feed = new WatchFeed(0, 0, 1 << 16);
        send(feed, 1);
        assertThat(feed.admit()).isTrue();
        feed.deliver(new AssignmentEvent(0, "t", "a.B", "app", "f", "x".repeat(40_000), ""));
        send(feed, 1);

        assertThat(take(feed, 10)).isEqualTo(2);
        assertThat(feed.counts()).isEqualTo(new WatchCounts(3, 2, 1, 0));
    }

    @Test
    void anEventThatCannotBeSentIsCountedAsDropped() {
        WatchFeed feed = new WatchFeed(0, 0, MAX_BYTES);
        send(feed, 1);
        assertThat(feed.next()).isNotNull();

        feed.dropLast();

        assertThat(feed.counts()).isEqualTo(new WatchCounts(1, 0, 1, 0));
    }

    @Test
    void anEventThatCouldNotBeEncodedIsCountedAsDropped() {
        WatchFeed feed = new WatchFeed(0, 0, MAX_BYTES);
        assertThat(feed.admit()).isTrue();
        feed.deliver(null);
        feed.close();

        assertThat(feed.counts()).isEqualTo(new WatchCounts(1, 0, 1, 0));
    }
}
