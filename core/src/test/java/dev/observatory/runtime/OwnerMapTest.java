package dev.observatory.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OwnerMapTest {
    private final AtomicInteger expired = new AtomicInteger();
    private final OwnerMap<String> map = new OwnerMap<>(expired::incrementAndGet);

    @Test
    void anOwnerHasOneValueByIdentity() {
        String owner = new String("owner");
        String equalOwner = new String("owner");

        assertThat(map.get(owner)).isNull();
        assertThat(map.get(owner, () -> "first")).isEqualTo("first");
        assertThat(map.get(owner, () -> "second")).isEqualTo("first");
        assertThat(map.get(owner)).isEqualTo("first");
        assertThat(map.get(equalOwner)).isNull();
        assertThat(map.values()).containsExactly("first");
    }

    @Test
    void anEntryGoesWithItsOwner() throws InterruptedException {
        Object[] owner = {new Object()};
        ReferenceQueue<Object> garbage = new ReferenceQueue<>();
        PhantomReference<Object> trace = new PhantomReference<>(owner[0], garbage);
        map.get(owner[0], () -> "value");

        owner[0] = null;
        Reference<?> collected = null;
        for (int i = 0; i < 100 && (collected == null || expired.get() == 0); i++) {
            System.gc();
            Reference<?> dead = garbage.remove(20);
            collected = dead == null ? collected : dead;
            map.get("anybody");
        }

        assertThat(collected).isSameAs(trace);
        assertThat(expired).hasValue(1);
        assertThat(map.values()).isEmpty();
    }
}
