package dev.observatory.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WeakIdentityMapTest {
    private final AtomicInteger expired = new AtomicInteger();
    private final WeakIdentityMap<String> map = new WeakIdentityMap<>(expired::incrementAndGet);

    @Test
    void eachKeyHasOneValueByIdentity() {
        String key = new String("key");
        String equalKey = new String("key");

        assertThat(map.get(key)).isNull();
        assertThat(map.computeIfAbsent(key, () -> "first")).isEqualTo("first");
        assertThat(map.computeIfAbsent(key, () -> "second")).isEqualTo("first");
        assertThat(map.get(key)).isEqualTo("first");
        assertThat(map.get(equalKey)).isNull();
        assertThat(map.values()).containsExactly("first");
    }

    @Test
    void anEntryIsRemovedAfterItsKeyWasCollected() throws InterruptedException {
        Object[] key = {new Object()};
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        PhantomReference<Object> trace = new PhantomReference<>(key[0], queue);
        map.computeIfAbsent(key[0], () -> "value");

        key[0] = null;
        Reference<?> collected = null;
        for (int i = 0; i < 100 && (collected == null || expired.get() == 0); i++) {
            System.gc();
            Reference<?> dead = queue.remove(20);
            collected = dead == null ? collected : dead;
            map.get("any key");
        }

        assertThat(collected).isSameAs(trace);
        assertThat(expired).hasValue(1);
        assertThat(map.values()).isEmpty();
    }
}
