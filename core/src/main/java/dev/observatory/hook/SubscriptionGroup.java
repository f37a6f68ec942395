package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * A group of subscriptions that are closed together.
 *
 * <pre>{@code
 * try (SubscriptionGroup group = new SubscriptionGroup()) {
 *     group.add(started.connect(this::show));
 *     group.add(stopped.connect(this::hide));
 * }
 * }</pre>
 *
 * <p>Safe from any thread. A subscription that is added to a closed group is closed at once, so that none stays open in a
 * race. Members that were closed individually are released as others are added.
 */
public final class SubscriptionGroup implements Subscription {
    private static final int FIRST_PURGE = 16;

    // Guarded by itself; the lock is never held while a subscription is closed.
    private final List<Subscription> members = new ArrayList<>();
    private int nextPurge = FIRST_PURGE;
    private boolean closed;

    /** Creates an empty group. */
    public SubscriptionGroup() {}

    /**
     * Adds a subscription. If the group is closed, closes the subscription at once.
     *
     * @param subscription the subscription to close with the group
     * @param <S> its type
     * @return {@code subscription}
     * @throws NullPointerException if {@code subscription} is null
     */
    public <S extends Subscription> S add(S subscription) {
        requireNonNull(subscription, "subscription");
        synchronized (members) {
            if (!closed) {
                purge();
                members.add(subscription);
                return subscription;
            }
        }
        subscription.close();
        return subscription;
    }

    /** Releases closed members each time the group has doubled in size: takes amortized constant time per member. */
    private void purge() {
        if (members.size() >= nextPurge) {
            members.removeIf(member -> !member.isOpen());
            nextPurge = Math.max(FIRST_PURGE, members.size() * 2);
        }
    }

    /**
     * Closes all subscriptions, the latest first, each of them even if closing another one throws. The first exception is then
     * rethrown, with the others suppressed.
     */
    @Override
    public void close() {
        List<Subscription> closing;
        synchronized (members) {
            closed = true;
            closing = new ArrayList<>(members);
            members.clear();
        }
        RuntimeException failure = null;
        for (int i = closing.size() - 1; i >= 0; i--) {
            try {
                closing.get(i).close();
            } catch (RuntimeException thrown) {
                if (failure == null) {
                    failure = thrown;
                } else {
                    failure.addSuppressed(thrown);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Returns whether a member is still connected, or the group is new and empty.
     *
     * @return false once the group was closed or none of its members is open any more
     */
    @Override
    public boolean isOpen() {
        List<Subscription> present;
        synchronized (members) {
            if (closed || members.isEmpty()) {
                return !closed;
            }
            present = List.copyOf(members);
        }
        return present.stream().anyMatch(Subscription::isOpen);
    }
}
