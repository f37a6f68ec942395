package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
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
    void everyCallDoesWhatItDoesToALinkedHashMapAndIsToldSoThatACopyStaysEqual(boolean observed) {
        for (long seed = 0; seed < SEEDS; seed++) {
            ObservableMap<String, String> ours = new ObservableMap<>();
            Map<String, String> copy = new LinkedHashMap<>();
            if (observed) {
                ours.changed().connect(change -> change.applyTo(copy));
            }
            new ModelRun<>(RECIPES, ours, new LinkedHashMap<>(), () -> {
                        if (observed) {
                            assertThat(copy.entrySet()).as("the copy").containsExactlyElementsOf(ours.entrySet());
                        }
                    })
                    .run(seed, CALLS);
        }
    }
}
