package dev.observatory.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedQueueTest {
    private static final int OPERATIONS = 3_000;

    /** This thread empties the queue: waiting is tested separately, here no other thread would make room. */
    private static final QueueReader SELF = new QueueReader() {
        @Override
        public boolean isFull() {
            return true;
        }

        @Override
        public Thread deliveryThread() {
            return Thread.currentThread();
        }

        @Override
        public Thread lastThread() {
            return Thread.currentThread();
        }

        @Override
        public Executor executor() {
            return null;
        }

        @Override
        public void ensureScheduled() {
            throw new AssertionError("waited");
        }
    };

    @ParameterizedTest
    @EnumSource(OverflowPolicy.class)
    void behavesLikeAListAndCountsEveryMessage(OverflowPolicy policy) {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            int capacity = 1 + random.nextInt(5);
            run(new BoundedQueue(capacity, policy), new Model(capacity, policy), random, seed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aCapacityBelowOneIsRejected(int capacity) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BoundedQueue(capacity, OverflowPolicy.LATEST))
                .withMessage("Capacity [" + capacity
                        + "] must be at least 1; pass the number of messages that may wait for the subscriber");
    }

    private static void run(BoundedQueue queue, Model model, Random random, long seed) {
        for (int i = 0; i < OPERATIONS; i++) {
            switch (random.nextInt(200)) {
                case 0 -> {
                    queue.clear();
                    model.clear();
                }
                case 1 -> {
                    if (i > OPERATIONS / 2) {
                        queue.close();
                        model.close();
                    }
                }
                default -> {
                    if (random.nextInt(5) < 3) {
                        assertThat(queue.offer(i, SELF))
                                .as("seed %d, %d", seed, i)
                                .isEqualTo(model.offer(i));
                    } else {
                        assertThat(queue.poll()).as("seed %d, %d", seed, i).isEqualTo(model.poll());
                    }
                }
            }
            assertThat(queue.counts()).as("seed %d, %d", seed, i).isEqualTo(model.counts());
            assertThat(queue.counts().sent()).as("seed %d, %d", seed, i).isEqualTo(model.sent);
            assertThat(queue.isEmpty()).as("seed %d, %d", seed, i).isEqualTo(model.messages.isEmpty());
            assertThat(queue.isFull()).as("seed %d, %d", seed, i).isEqualTo(model.messages.size() == model.capacity);
        }
    }

    /** The same behaviour in simple code. */
    private static final class Model {
        private final int capacity;
        private final OverflowPolicy policy;
        private final List<Object> messages = new ArrayList<>();
        private long sent;
        private long delivered;
        private long dropped;
        private boolean closed;

        Model(int capacity, OverflowPolicy policy) {
            this.capacity = policy == OverflowPolicy.LATEST ? 1 : capacity;
            this.policy = policy;
        }

        BoundedQueue.OfferResult offer(Object message) {
            if (closed) {
                return BoundedQueue.OfferResult.CLOSED;
            }
            sent++;
            if (messages.size() < capacity) {
                messages.add(message);
                return BoundedQueue.OfferResult.QUEUED;
            }
            dropped++;
            if (policy == OverflowPolicy.DROP_OLDEST || policy == OverflowPolicy.LATEST) {
                messages.remove(0);
                messages.add(message);
                return BoundedQueue.OfferResult.DISPLACED;
            }
            return switch (policy) {
                case DROP_NEWEST -> BoundedQueue.OfferResult.DROPPED;
                case BLOCK -> BoundedQueue.OfferResult.SELF_DEADLOCK;
                default -> BoundedQueue.OfferResult.FULL;
            };
        }

        Object poll() {
            if (messages.isEmpty()) {
                return null;
            }
            delivered++;
            return messages.remove(0);
        }

        void clear() {
            dropped += messages.size();
            messages.clear();
        }

        void close() {
            closed = true;
            clear();
        }

        DeliveryCounts counts() {
            return new DeliveryCounts(delivered, dropped, messages.size());
        }
    }
}
