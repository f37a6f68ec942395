package dev.observatory.agent.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObservableFieldIndexTest {
    private static final int MANY = 200_000;
    private static final ClassLoader LOADER = ObservableFieldIndexTest.class.getClassLoader();

    private final ObservableFieldIndex fields = new ObservableFieldIndex();

    private static boolean mayBeName(ObservableFieldIndex.Known known, String text) {
        byte[] file = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return known.mayBeName(file, 1, file.length - 2);
    }

    @Test
    void snapshotDoesNotContainFieldsAddedLater() {
        fields.declare(LOADER, "a/One", Map.of("status", "I"));
        ObservableFieldIndex.Known known = fields.known();
        fields.declare(LOADER, "a/Other", Map.of("owner", "I"));

        assertThat(known.contains("status", "I")).isTrue();
        assertThat(known.contains("owner", "I")).isFalse();
        assertThat(mayBeName(known, "owner")).isFalse();
        assertThat(fields.known().contains("owner", "I")).isTrue();
        assertThat(mayBeName(fields.known(), "owner")).isTrue();
    }

    @Test
    void nameAndTypeMustBelongToTheSameField() {
        fields.declare(LOADER, "a/One", Map.of("status", "I", "owner", "I"));
        fields.declare(LOADER, "a/Other", Map.of("status", "J"));

        assertThat(fields.known().contains("status", "J")).isTrue();
        assertThat(fields.known().contains("owner", "J")).isFalse();
        assertThat(mayBeName(fields.known(), "state")).isFalse();
        assertThat(mayBeName(fields.known(), "statua")).isFalse();
    }

    @Test
    void manyFieldsAreAddedWithoutCopyingTheIndexForEach() {
        IntStream.range(0, MANY)
                .parallel()
                .forEach(i -> fields.declare(LOADER, "a/Class" + i, Map.of("field" + i, "I")));

        ObservableFieldIndex.Known known = fields.known();
        assertThat(IntStream.range(0, MANY))
                .allMatch(i -> known.contains("field" + i, "I") && mayBeName(known, "field" + i));
        assertThat(IntStream.range(MANY, MANY + 1_000)).noneMatch(i -> known.contains("field" + i, "I"));
    }

    @Test
    void fieldIsRemovedWhenNoClassDeclaresItAnyMore() {
        fields.declare(LOADER, "a/One", Map.of("state", "I"));
        fields.declare(LOADER, "a/Other", Map.of("state", "I"));

        fields.declare(LOADER, "a/One", Map.of());
        assertThat(fields.known().contains("state", "I")).isTrue();

        fields.declare(LOADER, "a/Other", Map.of());
        assertThat(fields.known().contains("state", "I")).isFalse();

        fields.declare(LOADER, "a/Other", Map.of("state", "I"));
        assertThat(fields.known().contains("state", "I")).isTrue();
    }

    @Test
    void fieldsOfOneNameInTwoClassLoadersAreIndependent() {
        ClassLoader other = new ClassLoader() {};
        fields.declare(LOADER, "a/One", Map.of("state", "I"));
        fields.declare(other, "a/One", Map.of("state", "I"));

        fields.declare(LOADER, "a/One", Map.of());
        assertThat(fields.known().contains("state", "I")).isTrue();

        fields.declare(other, "a/One", Map.of());
        assertThat(fields.known().contains("state", "I")).isFalse();
    }

    @Test
    void tablesAreBuiltAnewWhenMostFieldsWereOfCollectedClassLoaders() {
        fields.declare(LOADER, "a/Kept", Map.of("kept", "I"));
        ObservableFieldIndex.Known before = fields.known();
        Map<String, Set<String>> ofCollected = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            ofCollected.put(
                    "a/Class" + i, fields.declare(new ClassLoader() {}, "a/Class" + i, Map.of("field" + i, "I")));
        }

        fields.expired(ofCollected);

        assertThat(fields.known().contains("kept", "I")).isTrue();
        assertThat(mayBeName(fields.known(), "kept")).isTrue();
        assertThat(fields.known().contains("field7", "I")).isFalse();
        assertThat(mayBeName(fields.known(), "field7")).isFalse();
        assertThat(before.contains("kept", "I")).isTrue();
    }

    @Test
    void declaredFieldsAreReturnedAsKeys() {
        assertThat(fields.declare(LOADER, "a/One", Map.of("state", "I"))).containsExactly("state.I");
        assertThat(fields.declare(LOADER, "a/One", Map.of())).isEmpty();
    }
}
