package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mutator of {@code List} on the running JDK, in random order, against {@code ArrayList}. */
class ListModelTest {
    private static final int SEEDS = 120;
    private static final int CALLS = 400;
    private static final Map<String, BiFunction<List<String>, Random, Object>> RECIPES = ListRecipes.all();

    @Test
    void thereIsARecipeForEveryMutatorOfTheRunningJdk() {
        assertThat(Mutators.unknown(List.class, RECIPES.keySet())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyCallBehavesAsOnAnArrayListAndKeepsAReplayedCopyEqual(boolean observed) {
        for (long seed = 0; seed < SEEDS; seed++) {
            ObservableList<String> ours = new ObservableList<>();
            List<String> copy = new ArrayList<>();
            ModelRun<List<String>> run =
                    new ModelRun<>(RECIPES, ListRecipes::isOneCall, ArrayList::new, ours, new ArrayList<>(), copy);
            if (observed) {
                ours.changed().connect(change -> {
                    change.applyTo(copy);
                    run.received();
                });
            }
            run.run(seed, CALLS, observed);
        }
    }
}
