package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The sort against the JDK's, which is stable too; with few different keys, so that many are equal. */
class TracedSortTest {
    private static final int SEEDS = 40;
    private static final int LONGEST = 150;

    /** Returns the most extreme numbers for less and greater. */
    private static final Comparator<Object> EXTREME = (a, b) -> {
        int compared = Integer.compare(((Keyed) a).key(), ((Keyed) b).key());
        return compared < 0 ? Integer.MIN_VALUE : compared > 0 ? Integer.MAX_VALUE : 0;
    };

    private record Keyed(int key, int place) {}

    @Test
    void itSortsStablyAndTracksTheOriginOfEachElement() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            for (int length = 0; length < LONGEST; length++) {
                int keys = 1 + random.nextInt(2 * LONGEST);
                assertSorts(keyed(length, place -> random.nextInt(keys)), "seed " + seed + ", length " + length);
            }
        }
    }

    @Test
    void itSortsSortedAndReversedInput() {
        assertSorts(keyed(1_000, place -> place), "ascending");
        assertSorts(keyed(1_000, place -> -place), "descending");
        assertSorts(keyed(1_000, place -> 7), "all equal");
    }

    @Test
    void anInconsistentComparatorLosesNoElement() {
        Random random = new Random(1);
        Object[] elements = keyed(1_000, place -> place);
        int[] places = IntStream.range(0, elements.length).toArray();

        TracedSort.sort(elements, places, (unusedA, unusedB) -> random.nextInt(3) - 1);

        assertThat(Arrays.stream(places).sorted())
                .containsExactly(IntStream.range(0, elements.length).boxed().toArray(Integer[]::new));
        for (int i = 0; i < elements.length; i++) {
            assertThat(((Keyed) elements[i]).place()).isEqualTo(places[i]);
        }
    }

    @Test
    void anExceptionOfTheComparatorIsThrown() {
        Object[] elements = keyed(100, place -> -place);

        assertThatIllegalStateException()
                .isThrownBy(() -> TracedSort.sort(elements, new int[100], (unusedA, unusedB) -> {
                    throw new IllegalStateException("cannot compare");
                }))
                .withMessage("cannot compare");
    }

    private static void assertSorts(Object[] elements, String what) {
        Object[] expected = elements.clone();
        Arrays.sort(expected, EXTREME);
        int[] places = IntStream.range(0, elements.length).toArray();

        TracedSort.sort(elements, places, EXTREME);

        assertThat(elements).as(what).isEqualTo(expected);
        assertThat(places)
                .as(what)
                .isEqualTo(Arrays.stream(expected)
                        .mapToInt(element -> ((Keyed) element).place())
                        .toArray());
    }

    private static Object[] keyed(int length, IntUnaryOperator key) {
        return IntStream.range(0, length)
                .mapToObj(place -> new Keyed(key.applyAsInt(place), place))
                .toArray();
    }
}
