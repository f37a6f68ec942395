package dev.observatory.event;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** {@code Thread.stop()}, which JDK 20 has made unusable. */
@EnabledForJreRange(max = JRE.JAVA_19)
class ThreadStopTest {
    private static final long MOST_MILLIS = TimeUnit.MINUTES.toMillis(1);

    private final CountDownLatch isInObserver = new CountDownLatch(1);
    private volatile boolean hasReturned;

    @Test
    void aThreadThatIsStoppedInAnObserverEnds() throws Exception {
        EventPoint event = Events.define("stopped in an observer");
        event.completed().connect(data -> {
            isInObserver.countDown();
            spinForEver();
        });
        Thread thread = started(() -> {
            call(event);
            hasReturned = true;
            spinForEver();
        });

        isInObserver.await();
        stop(thread);
        thread.join(MOST_MILLIS);

        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void anObserverThatThrowsTheSameExceptionItselfEndsNoThread() throws Exception {
        EventPoint event = Events.define("throws like a stopped thread");
        Throwable death = Class.forName("java.lang.ThreadDeath")
                .asSubclass(Throwable.class)
                .getDeclaredConstructor()
                .newInstance();
        event.completed().connect(data -> ThreadStopTest.<RuntimeException>sneakyThrow(death));
        Thread thread = started(() -> {
            for (int i = 0; i < 100; i++) {
                call(event);
            }
            hasReturned = true;
        });

        thread.join(MOST_MILLIS);

        assertThat(hasReturned).isTrue();
    }

    private static void call(EventPoint event) {
        requireNonNull(event.begin(null)).complete(null);
    }

    private static Thread started(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((stopped, failure) -> {});
        thread.start();
        return thread;
    }

    private static void stop(Thread thread) throws ReflectiveOperationException {
        Thread.class.getMethod("stop").invoke(thread);
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private static void spinForEver() {
        while (true) {
            Thread.onSpinWait();
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneakyThrow(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
