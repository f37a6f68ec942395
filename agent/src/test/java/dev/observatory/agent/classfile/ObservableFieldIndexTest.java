package dev.observatory.agent.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ObservableFieldIndexTest {
    private static final int MANY = 200_000;

    private final ObservableFieldIndex fields = new ObservableFieldIndex();

    private static boolean mayBeName(ObservableFieldIndex.Known known, String text) {
        byte[] file = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
        return known.mayBeName(file, 1, file.length - 2);
    }

    @Test
    void snapshotDoesNotContainFieldsAddedLater() {
        fields.declare("a/One", Map.of("status", "I"));
        ObservableFieldIndex.Known known = fields.known();
        fields.declare("a/Other", Map.of("owner", "I"));

        assertThat(known.contains("status", "I")).isTrue();
        assertThat(known.contains("owner", "I")).isFalse();
        assertThat(mayBeName(known, "owner")).isFalse();
        assertThat(fields.known().contains("owner", "I")).isTrue();
        assertThat(mayBeName(fields.known(), "owner")).isTrue();
    }

    @Test
    void nameAndTypeMustBelongToTheSameField() {
        fields.declare("a/One", Map.of("status", "I", "owner", "I"));
        fields.declare("a/Other", Map.of("status", "J"));

        assertThat(fields.known().contains("status", "J")).isTrue();
        assertThat(fields.known().contains("owner", "J")).isFalse();
        assertThat(mayBeName(fields.known(), "state")).isFalse();
        assertThat(mayBeName(fields.known(), "statua")).isFalse();
    }

    @Test
    void manyFieldsAreAddedWithoutCopyingTheIndexForEach() {
        IntStream.range(0, MANY).parallel().forEach(i -> fields.declare("a/Class" + i, Map.of("field" + i, "I")));

        ObservableFieldIndex.Known known = fields.known();
        assertThat(IntStream.range(0, MANY))
                .allMatch(i -> known.contains("field" + i, "I") && mayBeName(known, "field" + i));
        assertThat(IntStream.range(MANY, MANY + 1_000)).noneMatch(i -> known.contains("field" + i, "I"));
    }

    @Test
    void fieldIsRemovedWhenNoClassDeclaresItAnyMore() {
        fields.declare("a/One", Map.of("state", "I"));
        fields.declare("a/Other", Map.of("state", "I"));

        fields.declare("a/One", Map.of());
        assertThat(fields.known().contains("state", "I")).isTrue();

        fields.declare("a/Other", Map.of());
        assertThat(fields.known().contains("state", "I")).isFalse();

        fields.declare("a/Other", Map.of("state", "I"));
        assertThat(fields.known().contains("state", "I")).isTrue();
    }

    @Test
    void declaredFieldsAreReturnedAsKeys() {
        assertThat(fields.declare("a/One", Map.of("state", "I"))).containsExactly("state:I");
        assertThat(fields.declare("a/One", Map.of())).isEmpty();
    }
}
