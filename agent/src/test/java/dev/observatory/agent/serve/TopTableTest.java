package dev.observatory.agent.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopTableTest {
    @Test
    void thoseWithTheMostCallsSinceTheLastTimeComeFirst() {
        TopTable table = new TopTable();
        for (int i = 1; i <= 100; i++) {
            table.ended("often", i * 1000L, i % 10 == 0);
        }
        table.ended("once", 5_000_000, false);

        List<List<String>> first = table.rows(10);
        table.ended("once", 5_000_000, false);
        List<List<String>> second = table.rows(1);

        assertThat(first).extracting(row -> row.get(1)).containsExactly("often", "once");
        assertThat(first.get(0).subList(2, 5)).containsExactly("100", "100", "10");
        assertThat(Long.parseLong(first.get(0).get(5))).as("p50").isBetween(49_000L, 52_000L);
        assertThat(Long.parseLong(first.get(0).get(6))).as("p99").isBetween(98_000L, 101_000L);
        assertThat(Long.parseLong(first.get(0).get(7))).as("max").isBetween(99_000L, 101_000L);
        assertThat(second).hasSize(1);
        assertThat(second.get(0)).startsWith("row", "once", "2", "1", "0");
    }
}
