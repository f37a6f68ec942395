package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import dev.observatory.runtime.TaggedMethods;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

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
        List<Subscription> toPurge;
        synchronized (members) {
            if (closed) {
                toPurge = List.of();
            } else {
                members.add(subscription);
                if (members.size() <= nextPurge) {
                    return subscription;
                }
                nextPurge = Integer.MAX_VALUE; // One thread at a time.
                toPurge = List.copyOf(members);
            }
        }
        if (toPurge.isEmpty()) {
            subscription.close();
        } else {
            purge(toPurge);
        }
        return subscription;
    }

    /**
     * Releases closed members each time the group has doubled in size: takes amortized constant time per member. Members may be of
     * the program, and are called with no lock held.
     */
    private void purge(List<Subscription> present) {
        Set<Subscription> released = Collections.newSetFromMap(new IdentityHashMap<>());
        try {
            for (Subscription member : present) {
                if (!member.isOpen()) {
                    released.add(member);
                }
            }
        } finally {
            synchronized (members) {
                members.removeIf(released::contains);
                nextPurge = Math.max(FIRST_PURGE, members.size() * 2);
            }
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
        Throwable failure = null;
        for (int i = closing.size() - 1; i >= 0; i--) {
            try {
                closing.get(i).close();
            } catch (Throwable thrown) {
                if (failure == null) {
                    failure = thrown;
                } else if (failure != thrown) {
                    failure.addSuppressed(thrown);
                }
            }
        }
        if (failure != null) {
            throw TaggedMethods.<RuntimeException>rethrow(failure);
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
