package dev.observatory.agent.jvm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClassLoaderMapTest {
    private final List<String> expired = new ArrayList<>();
    private final ClassLoaderMap<String> map = new ClassLoaderMap<>(expired::add);
    private final ClassLoader loader = new ClassLoader() {};

    @Test
    void eachClassLoaderHasOneValue() {
        ClassLoader other = new ClassLoader() {};

        assertThat(map.get(loader)).isNull();
        assertThat(map.putIfAbsent(loader, "one")).isEqualTo("one");
        assertThat(map.putIfAbsent(loader, "two")).isEqualTo("one");
        assertThat(map.putIfAbsent(other, "three")).isEqualTo("three");

        assertThat(map.get(loader)).isEqualTo("one");
        assertThat(map.get(other)).isEqualTo("three");
        assertThat(map.values()).containsExactlyInAnyOrder("one", "three");
    }

    @Test
    void valueIsReleasedWithItsClassLoader() {
        AtomicReference<@Nullable ClassLoader> discarded = new AtomicReference<>(new ClassLoader() {});
        map.putIfAbsent(loader, "kept");
        map.putIfAbsent(requireNonNull(discarded.get()), "discarded");
        WeakReference<ClassLoader> watched = new WeakReference<>(discarded.getAndSet(null));
        while (!watched.refersTo(null)) {
            System.gc();
        }

        map.releaseCollected();

        assertThat(map.values()).containsExactly("kept");
        assertThat(expired).containsExactly("discarded");
        assertThat(map.get(loader)).isEqualTo("kept");
    }
}
