package dev.observatory.broker;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The direct children of one broker, or the brokers of one token, by their last token. Brokers are held weakly.
 *
 * <p>The entries of collected brokers are removed whenever any broker is looked up, so that no thread is needed.
 */
final class Children {
    private static final ReferenceQueue<EventBroker> COLLECTED = new ReferenceQueue<>();

    private final ConcurrentMap<String, Child> byToken = new ConcurrentHashMap<>();

    /** Returns the broker of a token, created if there is none; the token is validated only then. */
    EventBroker getOrCreate(@Nullable EventBroker parent, String token) {
        removeCollected();
        while (true) {
            Child present = byToken.get(token);
            EventBroker broker = present == null ? null : present.get();
            if (broker != null) {
                return broker;
            }
            EventBroker made = EventBroker.create(parent, token);
            Child child = new Child(made, this, token);
            boolean won = present == null
                    ? byToken.putIfAbsent(token, child) == null
                    : byToken.replace(token, present, child);
            if (won) {
                return made;
            }
        }
    }

    /** Returns the tokens that have an entry now, without those of collected brokers. */
    Set<String> tokens() {
        removeCollected();
        return Set.copyOf(byToken.keySet());
    }

    private static void removeCollected() {
        for (Reference<?> child = COLLECTED.poll(); child != null; child = COLLECTED.poll()) {
            ((Child) child).removeEntry();
        }
    }

    private static final class Child extends WeakReference<EventBroker> {
        private final Children siblings;
        private final String token;

        Child(EventBroker broker, Children siblings, String token) {
            super(broker, COLLECTED);
            this.siblings = siblings;
            this.token = token;
        }

        /** Removes this entry only: the token may belong to a new broker by now. */
        void removeEntry() {
            siblings.byToken.remove(token, this);
        }
    }
}
