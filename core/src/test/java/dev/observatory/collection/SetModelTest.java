package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mutator of {@code Set} on the running JDK, in random order, against {@code LinkedHashSet}. */
class SetModelTest {
    private static final int SEEDS = 120;
    private static final int CALLS = 400;
    private static final Map<String, BiFunction<Set<String>, Random, Object>> RECIPES = recipes();

    @Test
    void thereIsARecipeForEveryMutatorOfTheRunningJdk() {
        assertThat(Mutators.unknown(Set.class, RECIPES.keySet())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyCallBehavesAsOnALinkedHashSetAndKeepsAReplayedCopyEqual(boolean observed) {
        for (long seed = 0; seed < SEEDS; seed++) {
            ObservableSet<String> ours = new ObservableSet<>();
            Set<String> copy = new LinkedHashSet<>();
            ModelRun<Set<String>> run = new ModelRun<>(
                    RECIPES, name -> !name.startsWith("iterator()"), ArrayList::new, ours, new LinkedHashSet<>(), copy);
            if (observed) {
                ours.changed().connect(change -> {
                    change.applyTo(copy);
                    run.received();
                });
            }
            run.run(seed, CALLS, observed);
        }
    }

    private static Map<String, BiFunction<Set<String>, Random, Object>> recipes() {
        Map<String, BiFunction<Set<String>, Random, Object>> recipes = new TreeMap<>();
        recipes.put("add(Object)", (set, random) -> set.add(ListRecipes.element(random)));
        recipes.put("addAll(Collection)", (set, random) -> set.addAll(ListRecipes.elements(random)));
        recipes.put("addAll(Collection) itself", (set, random) -> ListRecipes.addTo(set, set));
        recipes.put("addAll(Collection) null", (set, random) -> set.addAll(null));
        recipes.put("clear()", (set, random) -> {
            if (random.nextInt(4) == 0) {
                set.clear();
            }
            return null;
        });
        recipes.put("iterator()", (set, random) -> {
            for (Iterator<String> each = set.iterator(); each.hasNext(); ) {
                each.next();
                if (random.nextInt(6) == 0) {
                    each.remove();
                    if (random.nextInt(3) == 0) {
                        each.remove();
                    }
                }
            }
            return null;
        });
        recipes.put("iterator() outdated", (set, random) -> {
            Iterator<String> each = set.iterator();
            set.add(ListRecipes.element(random));
            return each.hasNext() ? each.next() : "end";
        });
        recipes.put("remove(Object)", (set, random) -> set.remove(ListRecipes.element(random)));
        recipes.put("removeAll(Collection)", (set, random) -> set.removeAll(ListRecipes.elements(random)));
        recipes.put("removeAll(Collection) long", (set, random) -> {
            List<String> many = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                many.addAll(ListRecipes.elements(random));
            }
            return random.nextInt(3) == 0 && set.removeAll(many);
        });
        recipes.put("removeAll(Collection) null", (set, random) -> set.removeAll(null));
        recipes.put("removeIf(Predicate)", (set, random) -> {
            String doomed = ListRecipes.element(random);
            return set.removeIf(element -> element != null && doomed != null && element.endsWith(doomed));
        });
        recipes.put("removeIf(Predicate) null", (set, random) -> set.removeIf(null));
        recipes.put("removeIf(Predicate) none", (set, random) -> set.removeIf(element -> "".equals(element)));
        recipes.put("retainAll(Collection)", (set, random) -> {
            List<String> kept = new ArrayList<>(set);
            kept.remove(ListRecipes.element(random));
            return set.retainAll(kept);
        });
        recipes.put("retainAll(Collection) null", (set, random) -> set.retainAll(null));
        return recipes;
    }
}
