package dev.observatory.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RankingTest {

    @Test
    void aRankingIsTheHeadOfTheSortedList() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            List<Integer> all = random.ints(random.nextInt(30), 0, 20).boxed().toList();
            Ranking<Integer> ranking = new Ranking<>(5, Comparator.naturalOrder());
            all.forEach(ranking::add);

            List<Integer> sorted = new ArrayList<>(all);
            sorted.sort(Comparator.naturalOrder());

            assertThat(ranking.list()).as("seed %d", seed).isEqualTo(sorted.subList(0, Math.min(5, all.size())));
        }
    }
}
