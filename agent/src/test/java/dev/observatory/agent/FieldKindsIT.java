package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.FieldKinds;
import dev.observatory.agent.testing.ForkedJvm;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldKindsIT {
    @Test
    void everyAssignmentOfEveryTypeFromEveryPlaceIsSeen() {
        List<String> plain = ForkedJvm.withoutAgent().linesOf(FieldKinds.class);
        List<String> idle = ForkedJvm.withAgent().linesOf(FieldKinds.class);
        List<String> observed = ForkedJvm.withAgent().linesOf(FieldKinds.class, "observed");

        assertThat(idle).isEqualTo(plain);
        assertThat(observed)
                .containsExactly(
                        "name null -> made",
                        "counted 0 -> 3",
                        "flag false -> true",
                        "small 0 -> 3",
                        "medium 0 -> -1",
                        "letter a -> b",
                        "wide 1 -> 1099511627776",
                        "sum 0 -> 1099511627777",
                        "wide 1099511627776 -> 2199023255553",
                        "real 0.0 -> 0.0",
                        "real 0.0 -> 1.5",
                        "precise 0.0 -> 1.5",
                        "table null -> [[1], [2, 3]]",
                        "boxed null -> 1000",
                        "boxed 1000 -> 1001",
                        "precise 1.5 -> 2.5",
                        "precise 2.5 -> 3.5",
                        "ratio 0.0 -> 5.0",
                        "flag true -> false",
                        "flag false -> true",
                        "small 3 -> -1",
                        "medium -1 -> 7",
                        "letter b -> z",
                        "ratio 5.0 -> 6.0",
                        "inherited 4 -> 5",
                        "inherited 5 -> 6",
                        "title first -> null",
                        "end true-17z21990232555531.53.5[[], [9, 3]]1001made36.0null1099511627777680");
        assertThat(plain).containsExactly(observed.get(observed.size() - 1));
    }
}
