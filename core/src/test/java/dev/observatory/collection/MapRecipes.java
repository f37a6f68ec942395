package dev.observatory.collection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** Calls of each mutator of {@code Map}, by signature; variants have a suffix after a space. */
final class MapRecipes {
    private final Map<String, BiFunction<Map<String, String>, Random, Object>> recipes = new TreeMap<>();

    private MapRecipes() {}

    static Map<String, BiFunction<Map<String, String>, Random, Object>> all() {
        MapRecipes all = new MapRecipes();
        all.direct();
        all.computing();
        all.throughView("keySet()", Map::keySet, ListRecipes::element);
        all.throughView("values()", Map::values, ListRecipes::element);
        all.throughView("entrySet()", Map::entrySet, random -> {
            Map<String, String> one = new LinkedHashMap<>();
            one.put(ListRecipes.element(random), ListRecipes.element(random));
            return one.entrySet().iterator().next();
        });
        all.throughEntries();
        return all.recipes;
    }

    /** Returns whether the recipe makes one change. */
    static boolean isOneCall(String name) {
        return !name.endsWith(" iterator") && !name.contains("setValue") && !name.endsWith("that changes the map");
    }

    private static String element(Random random) {
        return ListRecipes.element(random);
    }

    private void direct() {
        recipes.put("clear()", (map, random) -> {
            if (random.nextInt(4) == 0) {
                map.clear();
            }
            return null;
        });
        recipes.put("put(Object,Object)", (map, random) -> map.put(element(random), element(random)));
        recipes.put("putAll(Map)", (map, random) -> {
            Map<String, String> more = new LinkedHashMap<>();
            ListRecipes.elements(random).forEach(key -> more.put(key, element(random)));
            map.putAll(more);
            return null;
        });
        recipes.put("putAll(Map) itself", (map, random) -> {
            map.putAll(map);
            return null;
        });
        recipes.put("putAll(Map) null", (map, random) -> {
            map.putAll(null);
            return null;
        });
        recipes.put("putIfAbsent(Object,Object)", (map, random) -> map.putIfAbsent(element(random), element(random)));
        recipes.put("remove(Object)", (map, random) -> map.remove(element(random)));
        recipes.put("remove(Object,Object)", (map, random) -> {
            String key = element(random);
            return map.remove(key, random.nextBoolean() ? map.get(key) : element(random));
        });
        recipes.put("replace(Object,Object)", (map, random) -> map.replace(element(random), element(random)));
        recipes.put("replace(Object,Object,Object)", (map, random) -> {
            String key = element(random);
            return map.replace(key, random.nextBoolean() ? map.get(key) : element(random), element(random));
        });
        recipes.put("replaceAll(BiFunction)", (map, random) -> {
            String chosen = element(random);
            map.replaceAll((key, value) -> chosen != null && chosen.equals(key) ? chosen + "!" : value);
            return null;
        });
        recipes.put("replaceAll(BiFunction) null", (map, random) -> {
            map.replaceAll(null);
            return null;
        });
    }

    private void computing() {
        recipes.put("compute(Object,BiFunction)", (map, random) -> {
            String result = element(random);
            return map.compute(element(random), (key, value) -> value == null || value.length() < 3 ? result : null);
        });
        recipes.put(
                "compute(Object,BiFunction) throwing",
                (map, random) -> map.compute(element(random), (key, value) -> {
                    throw new IllegalStateException(key);
                }));
        recipes.put("compute(Object,BiFunction) null", (map, random) -> map.compute(element(random), null));
        recipes.put("computeIfAbsent(Object,Function)", (map, random) -> {
            String result = element(random);
            return map.computeIfAbsent(element(random), key -> result);
        });
        recipes.put("computeIfAbsent(Object,Function) that changes the map", (map, random) -> {
            String other = "other" + random.nextInt(4);
            return map.computeIfAbsent(element(random), key -> map.put(other, key));
        });
        recipes.put("computeIfPresent(Object,BiFunction)", (map, random) -> {
            String result = element(random);
            return map.computeIfPresent(element(random), (key, value) -> result);
        });
        recipes.put("merge(Object,Object,BiFunction)", (map, random) -> {
            String result = element(random);
            return map.merge(element(random), element(random), (old, added) -> result);
        });
    }

    private <T> void throughView(
            String name,
            java.util.function.Function<Map<String, String>, Collection<T>> view,
            java.util.function.Function<Random, ? extends T> element) {
        recipes.put(name + " remove", (map, random) -> view.apply(map).remove(element.apply(random)));
        recipes.put(name + " remove what is there", (map, random) -> {
            Collection<T> elements = view.apply(map);
            List<T> all = new ArrayList<>(elements);
            return !all.isEmpty() && elements.remove(all.get(random.nextInt(all.size())));
        });
        recipes.put(name + " add", (map, random) -> view.apply(map).add(element.apply(random)));
        recipes.put(name + " clear", (map, random) -> {
            if (random.nextInt(6) == 0) {
                view.apply(map).clear();
            }
            return null;
        });
        recipes.put(name + " iterator", (map, random) -> {
            List<String> seen = new ArrayList<>();
            for (Iterator<T> each = view.apply(map).iterator(); each.hasNext(); ) {
                seen.add(String.valueOf(each.next()));
                if (random.nextInt(6) == 0) {
                    each.remove();
                    if (random.nextInt(3) == 0) {
                        each.remove();
                    }
                }
            }
            return seen;
        });
        recipes.put(name + " removeIf", (map, random) -> {
            String doomed = String.valueOf(element(random));
            return view.apply(map).removeIf(each -> String.valueOf(each).endsWith(doomed));
        });
        recipes.put(name + " removeAll", (map, random) -> view.apply(map).removeAll(some(view.apply(map), random)));
        recipes.put(name + " removeAll many", (map, random) -> {
            List<T> many = some(view.apply(map), random);
            for (int i = 0; i < 40; i++) {
                many.add(element.apply(random));
            }
            return random.nextInt(3) == 0 && view.apply(map).removeAll(many);
        });
        recipes.put(name + " removeAll null", (map, random) -> view.apply(map).removeAll(null));
        recipes.put(name + " retainAll", (map, random) -> {
            List<T> kept = new ArrayList<>(view.apply(map));
            kept.removeAll(some(view.apply(map), random));
            return view.apply(map).retainAll(kept);
        });
        recipes.put(
                name,
                (map, random) -> view.apply(map).stream().map(String::valueOf).toList());
    }

    private static <T> List<T> some(Collection<T> elements, Random random) {
        List<T> some = new ArrayList<>();
        for (T element : elements) {
            if (random.nextInt(5) == 0) {
                some.add(element);
            }
        }
        return some;
    }

    private void throughEntries() {
        recipes.put("entrySet() setValue", (map, random) -> {
            List<String> old = new ArrayList<>();
            for (Map.Entry<String, String> entry : map.entrySet()) {
                if (random.nextInt(3) == 0) {
                    old.add(entry.setValue(element(random)));
                }
            }
            return old;
        });
        recipes.put("entrySet() setValue of an entry that left", (map, random) -> {
            Iterator<Map.Entry<String, String>> each = map.entrySet().iterator();
            if (!each.hasNext()) {
                return null;
            }
            Map.Entry<String, String> entry = each.next();
            each.remove();
            if (random.nextBoolean()) {
                map.put(entry.getKey(), element(random));
            }
            return entry.setValue(element(random)) + entry.getValue();
        });
        recipes.put("entrySet() stream setValue", (map, random) -> {
            map.entrySet().stream().limit(2).forEach(entry -> entry.setValue(element(random)));
            return null;
        });
        recipes.put("entrySet() toArray setValue", (map, random) -> {
            for (Object entry : map.entrySet().toArray()) {
                @SuppressWarnings("unchecked")
                Map.Entry<String, String> typed = (Map.Entry<String, String>) entry;
                typed.setValue(element(random));
            }
            return null;
        });
    }
}
