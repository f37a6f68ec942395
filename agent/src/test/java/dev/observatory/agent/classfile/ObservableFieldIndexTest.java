package dev.observatory.agent.classfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
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
    void aSnapshotDoesNotKnowWhatComesLater() {
        fields.add("status", "I");
        ObservableFieldIndex.Known known = fields.known();
        fields.add("owner", "I");

        assertThat(known.contains("status", "I")).isTrue();
        assertThat(known.contains("owner", "I")).isFalse();
        assertThat(mayBeName(known, "owner")).isFalse();
        assertThat(fields.known().contains("owner", "I")).isTrue();
        assertThat(mayBeName(fields.known(), "owner")).isTrue();
    }

    @Test
    void nameAndTypeMustBothBeThoseOfAField() {
        fields.add("status", "I");
        fields.add("status", "J");
        fields.add("owner", "I");

        assertThat(fields.known().contains("status", "J")).isTrue();
        assertThat(fields.known().contains("owner", "J")).isFalse();
        assertThat(mayBeName(fields.known(), "state")).isFalse();
        assertThat(mayBeName(fields.known(), "statua")).isFalse();
    }

    @Test
    void asManyAsAPatternMayMeanAreKnownWithoutCopyingThemForEach() {
        IntStream.range(0, MANY).parallel().forEach(i -> fields.add("field" + i, "I"));

        ObservableFieldIndex.Known known = fields.known();
        assertThat(IntStream.range(0, MANY))
                .allMatch(i -> known.contains("field" + i, "I") && mayBeName(known, "field" + i));
        assertThat(IntStream.range(MANY, MANY + 1_000)).noneMatch(i -> known.contains("field" + i, "I"));
    }

    @Test
    void aFieldIsForgottenWhenNoClassDeclaresItAnyMore() {
        ObservableFieldIndex fields = new ObservableFieldIndex();
        fields.add("state", "I");
        fields.declaredBy("a/One", Set.of("state:I"));
        fields.declaredBy("a/Other", Set.of("state:I"));

        fields.declaredBy("a/One", Set.of());
        assertThat(fields.known().contains("state", "I")).isTrue();

        fields.declaredBy("a/Other", Set.of());
        assertThat(fields.known().contains("state", "I")).isFalse();

        fields.add("state", "I");
        assertThat(fields.known().contains("state", "I")).isTrue();
    }
}
