package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mutator of {@code Map} on the running JDK, in random order, against {@code LinkedHashMap}. */
class MapModelTest {
    private static final int SEEDS = 120;
    private static final int CALLS = 400;
    private static final Map<String, BiFunction<Map<String, String>, Random, Object>> RECIPES = MapRecipes.all();

    @Test
    void thereIsARecipeForEveryMutatorOfTheRunningJdk() {
        assertThat(Mutators.unknown(Map.class, RECIPES.keySet())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyCallBehavesAsOnALinkedHashMapAndKeepsAReplayedCopyEqual(boolean observed) {
        for (long seed = 0; seed < SEEDS; seed++) {
            ObservableMap<String, String> ours = new ObservableMap<>();
            Map<String, String> copy = new LinkedHashMap<>();
            ModelRun<Map<String, String>> run = new ModelRun<>(
                    RECIPES, MapRecipes::isOneCall, MapModelTest::contents, ours, new LinkedHashMap<>(), copy);
            if (observed) {
                ours.changed().connect(change -> {
                    change.applyTo(copy);
                    run.received();
                });
            }
            run.run(seed, CALLS, observed);
        }
    }

    private static List<Object> contents(Map<String, String> map) {
        List<Object> contents = new ArrayList<>();
        map.forEach((key, value) -> {
            contents.add(key);
            contents.add(value);
        });
        return contents;
    }
}
