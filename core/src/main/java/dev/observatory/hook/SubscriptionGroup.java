package dev.observatory.hook;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Subscriptions that close together.
 *
 * <pre>{@code
 * try (SubscriptionGroup group = new SubscriptionGroup()) {
 *     group.add(started.connect(this::show));
 *     group.add(stopped.connect(this::hide));
 * }
 * }</pre>
 *
 * <p>Safe from any thread. A subscription that is added after the group was closed is closed at once, so that none is
 * forgotten in a race. A group forgets members that were closed by themselves, as others are added.
 */
public final class SubscriptionGroup implements Subscription {
    private static final int FIRST_PURGE = 16;

    // Guarded by itself, and never held while a subscription is closed.
    private final List<Subscription> members = new ArrayList<>();
    private int nextPurge = FIRST_PURGE;
    private boolean closed;

    /** Creates an empty group. */
    public SubscriptionGroup() {}

    /**
     * Adds a subscription.
     *
     * @param subscription closed together with the others
     * @param <S> its type
     * @return the subscription
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

    /** A group may outlive many of its members by far; looking for those only now and then costs each a constant time. */
    private void purge() {
        if (members.size() >= nextPurge) {
            members.removeIf(member -> !member.isOpen());
            nextPurge = Math.max(FIRST_PURGE, members.size() * 2);
        }
    }

    /** Closes all subscriptions, the latest first; each is closed even if another one fails to. */
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
     * Tells whether anything is still connected, or can be.
     *
     * @return false once the group was closed, or once none of its members is open any more; true for a new group
     */
    @Override
    public boolean isOpen() {
        List<Subscription> asked;
        synchronized (members) {
            if (closed || members.isEmpty()) {
                return !closed;
            }
            asked = List.copyOf(members);
        }
        return asked.stream().anyMatch(Subscription::isOpen);
    }
}
