package dev.observatory.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecentClassesTest {
    private static final Class<?> TYPE = RecentClassesTest.class;

    private final RecentClasses recent = new RecentClasses();

    private void add(Class<?> type) {
        recent.add(TYPE.getClassLoader(), type.getName().replace('.', '/'));
    }

    @Test
    void aRecordedClassIsBeingLoadedUntilItIsAmongTheLoadedOnes() {
        assertThat(recent.containsOthers(List.of())).isFalse();

        add(TYPE);
        add(ClassScannerTest.class);

        assertThat(recent.containsOthers(List.of(TYPE))).isTrue();
        assertThat(recent.containsOthers(List.of(TYPE, ClassScannerTest.class))).isFalse();
    }

    @Test
    void aClassOfThatNameInAnotherClassLoaderIsAnotherClass() {
        recent.add(ClassLoader.getPlatformClassLoader(), TYPE.getName().replace('.', '/'));

        assertThat(recent.containsOthers(List.of(TYPE))).isTrue();
    }

    @Test
    void onlyTheLastOnesAreRemembered() {
        add(ClassScannerTest.class);
        for (int i = 0; i < 64; i++) {
            add(TYPE);
        }

        assertThat(recent.containsOthers(List.of(TYPE))).isFalse();
    }
}
