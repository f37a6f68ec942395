package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.assertj.core.api.Assertions;

/**
 * Runs random calls on an observable collection and on its JDK counterpart, both from one seed, and compares results,
 * exceptions, contents, and a copy that is kept by replaying the changes.
 *
 * @param <T> the collection interface
 */
final class ModelRun<T> {
    private final Map<String, BiFunction<T, Random, Object>> recipes;
    private final Predicate<String> isOneCall;
    private final Function<T, List<Object>> contents;
    private final T ours;
    private final T model;
    private final T copy;
    private int received;

    ModelRun(
            Map<String, BiFunction<T, Random, Object>> recipes,
            Predicate<String> isOneCall,
            Function<T, List<Object>> contents,
            T ours,
            T model,
            T copy) {
        this.recipes = recipes;
        this.isOneCall = isOneCall;
        this.contents = contents;
        this.ours = ours;
        this.model = model;
        this.copy = copy;
    }

    /** Counts a change that has been replayed on the copy. */
    void received() {
        received++;
    }

    void run(long seed, int calls, boolean observed) {
        Random random = new Random(seed);
        List<String> names = new ArrayList<>(recipes.keySet());
        List<String> done = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            String name = names.get(random.nextInt(names.size()));
            done.add(name);
            try {
                call(name, random.nextLong(), observed);
            } catch (Throwable failure) {
                Assertions.fail("Seed [" + seed + "], call [" + i + "], the last of " + done, failure);
            }
        }
    }

    private void call(String name, long arguments, boolean observed) {
        List<Object> before = contents.apply(ours);
        received = 0;
        Object expected = outcome(recipes.get(name), model, arguments);
        Object actual = outcome(recipes.get(name), ours, arguments);

        assertThat(actual).as("the result of the call").isEqualTo(expected);
        assertThat(contents.apply(ours)).as("the contents").isEqualTo(contents.apply(model));
        assertThat(ours).as("the text").hasToString(model.toString());
        assertThat(ours.equals(model) && model.equals(ours)).as("equality").isTrue();
        assertThat(ours.hashCode()).as("hash").isEqualTo(model.hashCode());
        if (observed) {
            assertThat(contents.apply(copy)).as("the copy").isEqualTo(contents.apply(ours));
            if (isOneCall.test(name)) {
                int changes = areSame(before, contents.apply(ours)) ? 0 : 1;
                assertThat(received).as("the number of changes").isEqualTo(changes);
            }
        }
    }

    private static boolean areSame(List<Object> before, List<Object> after) {
        for (int i = 0; i < before.size() && i < after.size(); i++) {
            if (before.get(i) != after.get(i)) {
                return false;
            }
        }
        return before.size() == after.size();
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
