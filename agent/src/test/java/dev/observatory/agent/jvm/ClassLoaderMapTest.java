package dev.observatory.agent.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassLoaderMapTest {
    private final List<String> expired = new ArrayList<>();
    private final ClassLoaderMap<String> map = new ClassLoaderMap<>(expired::add);
    private final ClassLoader loader = new ClassLoader() {};

    private WeakReference<ClassLoader> withDiscarded(String value) {
        ClassLoader discarded = new ClassLoader() {};
        map.putIfAbsent(discarded, value);
        return new WeakReference<>(discarded);
    }

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
        map.putIfAbsent(loader, "kept");
        WeakReference<ClassLoader> watched = withDiscarded("discarded");
        while (!watched.refersTo(null)) {
            System.gc();
        }

        map.releaseCollected();

        assertThat(map.values()).containsExactly("kept");
        assertThat(expired).containsExactly("discarded");
        assertThat(map.get(loader)).isEqualTo("kept");
    }
}
