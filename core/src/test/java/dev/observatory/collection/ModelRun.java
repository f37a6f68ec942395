package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.assertj.core.api.Assertions;

/**
 * Runs one random call after another on ours and on the JDK's counterpart, both from one seed, and compares them.
 *
 * @param <T> the collection interface
 */
final class ModelRun<T> {
    private final Map<String, BiFunction<T, Random, Object>> recipes;
    private final T ours;
    private final T model;
    private final Runnable afterEach;

    ModelRun(Map<String, BiFunction<T, Random, Object>> recipes, T ours, T model, Runnable afterEach) {
        this.recipes = recipes;
        this.ours = ours;
        this.model = model;
        this.afterEach = afterEach;
    }

    void run(long seed, int calls) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>(recipes.keySet());
        List<String> done = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            String name = names.get(random.nextInt(names.size()));
            long arguments = random.nextLong();
            done.add(name);
            try {
                Object expected = outcome(recipes.get(name), model, arguments);
                Object actual = outcome(recipes.get(name), ours, arguments);
                assertThat(actual).as("what the call gave").isEqualTo(expected);
                assertThat(ours).as("the collection").hasToString(model.toString());
                assertThat(ours.equals(model) && model.equals(ours))
                        .as("equality")
                        .isTrue();
                assertThat(ours.hashCode()).as("hash").isEqualTo(model.hashCode());
                afterEach.run();
            } catch (Throwable failure) {
                Assertions.fail("Seed [" + seed + "], call [" + i + "] of " + done, failure);
            }
        }
    }

    private static <T> Object outcome(BiFunction<T, Random, Object> recipe, T target, long arguments) {
        try {
            Object result = recipe.apply(target, new Random(arguments));
            return result == target ? "itself" : result;
        } catch (RuntimeException thrown) {
            return thrown.getClass();
        }
    }
}
