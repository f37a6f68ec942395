package dev.observatory.collection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.IntFunction;

/** Calls of each mutator of {@code List}, by signature; variants have a suffix after a space. */
final class ListRecipes {
    private static final Comparator<String> BY_LENGTH = Comparator.nullsFirst(Comparator.comparingInt(String::length));
    private final Map<String, BiFunction<List<String>, Random, Object>> recipes = new TreeMap<>();

    private ListRecipes() {}

    static Map<String, BiFunction<List<String>, Random, Object>> all() {
        ListRecipes all = new ListRecipes();
        all.direct();
        all.throughIterators();
        all.throughCollections();
        if (Mutators.of(List.class).contains("reversed()")) {
            all.sequenced();
        }
        all.throughParts();
        return all.recipes;
    }

    /** Returns whether the recipe makes one change; bulk removal from the JDK's reversed view makes several. */
    static boolean isOneCall(String name) {
        boolean oneByOne = name.contains("reversed()") && (name.contains("removeAll(") || name.contains("retainAll("));
        return !oneByOne && !name.contains("terator(") && !name.contains("Collections.") && !name.contains("outdated");
    }

    static String element(Random random) {
        int kind = random.nextInt(12);
        return kind == 0 ? null : "x".repeat(kind % 4) + (char) ('a' + random.nextInt(6));
    }

    static List<String> elements(Random random) {
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            elements.add(element(random));
        }
        return elements;
    }

    /** Adds elements, possibly those of the collection itself, which Error Prone rejects when written directly. */
    static <T> boolean addTo(Collection<T> target, Collection<? extends T> more) {
        return target.addAll(more);
    }

    /** Returns a random index, sometimes out of bounds. */
    private static int index(List<String> list, Random random) {
        return random.nextInt(list.size() + 3) - 1;
    }

    private static Object done(Runnable call) {
        call.run();
        return null;
    }

    private static boolean isShort(String element) {
        return element != null && element.length() < 3;
    }

    private void direct() {
        recipes.put("add(Object)", (list, random) -> list.add(element(random)));
        recipes.put("add(int,Object)", (list, random) -> done(() -> list.add(index(list, random), element(random))));
        recipes.put("addAll(Collection)", (list, random) -> list.addAll(elements(random)));
        recipes.put("addAll(Collection) itself", (list, random) -> list.size() < 40 && addTo(list, list));
        recipes.put("addAll(Collection) null", (list, random) -> list.addAll(null));
        recipes.put("addAll(int,Collection)", (list, random) -> list.addAll(index(list, random), elements(random)));
        recipes.put("clear()", (list, random) -> random.nextInt(4) > 0 ? null : done(list::clear));
        recipes.put("remove(Object)", (list, random) -> list.remove(element(random)));
        recipes.put("remove(int)", (list, random) -> list.remove(index(list, random)));
        recipes.put("removeAll(Collection)", (list, random) -> list.removeAll(elements(random)));
        // Not with a part of the list itself: an ArrayList then removes wrong elements. ObservableListTest covers it.
        recipes.put("removeAll(Collection) null", (list, random) -> list.removeAll(null));
        recipes.put("removeIf(Predicate)", (list, random) -> {
            String doomed = element(random);
            return list.removeIf(element -> Objects.equals(element, doomed));
        });
        recipes.put("removeIf(Predicate) null", (list, random) -> list.removeIf(null));
        recipes.put("removeIf(Predicate) throwing", (list, random) -> list.removeIf(element -> element.isEmpty()));
        recipes.put(
                "replaceAll(UnaryOperator)",
                (list, random) -> done(() -> list.replaceAll(element -> isShort(element) ? element + "!" : element)));
        recipes.put("retainAll(Collection)", (list, random) -> {
            List<String> kept = new ArrayList<>(list);
            kept.remove(element(random));
            return list.retainAll(kept);
        });
        recipes.put("retainAll(Collection) null", (list, random) -> list.retainAll(null));
        recipes.put("set(int,Object)", (list, random) -> list.set(index(list, random), element(random)));
        recipes.put("sort(Comparator)", (list, random) -> done(() -> list.sort(BY_LENGTH)));
        recipes.put(
                "sort(Comparator) backwards",
                (list, random) -> done(() -> list.sort(Comparator.nullsLast(Comparator.reverseOrder()))));
        recipes.put("subList(int,int)", (list, random) -> list.subList(index(list, random), index(list, random))
                .toString());
    }

    private void throughIterators() {
        recipes.put("iterator()", (list, random) -> {
            for (Iterator<String> each = list.iterator(); each.hasNext(); ) {
                String element = each.next();
                if (random.nextInt(6) == 0) {
                    each.remove();
                } else if (element == null && random.nextInt(3) == 0) {
                    each.remove();
                    each.remove();
                }
            }
            return null;
        });
        recipes.put("iterator() at the end", (list, random) -> {
            Iterator<String> each = list.iterator();
            each.forEachRemaining(element -> {});
            return each.next();
        });
        recipes.put("listIterator()", (list, random) -> walk(list.listIterator(), random));
        recipes.put("listIterator(int)", (list, random) -> walk(list.listIterator(index(list, random)), random));
        recipes.put("iterator() outdated", (list, random) -> {
            Iterator<String> each = list.iterator();
            list.add(element(random));
            return each.next();
        });
    }

    private static Object walk(ListIterator<String> iterator, Random random) {
        List<Object> seen = new ArrayList<>();
        for (int steps = random.nextInt(12); steps > 0; steps--) {
            switch (random.nextInt(6)) {
                case 0 -> seen.add(iterator.hasNext() ? iterator.next() : "end");
                case 1 -> seen.add(iterator.hasPrevious() ? iterator.previous() : "start");
                case 2 -> iterator.add(element(random));
                case 3 -> {
                    seen.add(iterator.hasNext() ? iterator.next() : iterator.previous());
                    iterator.set(element(random));
                }
                case 4 -> {
                    seen.add(iterator.hasPrevious() ? iterator.previous() : iterator.next());
                    iterator.remove();
                }
                default -> seen.add(iterator.nextIndex() * 100 + iterator.previousIndex());
            }
        }
        return seen;
    }

    private void throughCollections() {
        recipes.put("Collections.shuffle", (list, random) -> done(() -> Collections.shuffle(list, random)));
        recipes.put(
                "Collections.swap",
                (list, random) -> done(() -> Collections.swap(list, index(list, random), index(list, random))));
        recipes.put("Collections.reverse", (list, random) -> done(() -> Collections.reverse(list)));
        recipes.put("Collections.rotate", (list, random) -> done(() -> Collections.rotate(list, random.nextInt(5))));
        recipes.put("Collections.sort", (list, random) -> done(() -> Collections.sort(list, BY_LENGTH)));
        recipes.put(
                "Collections.fill",
                (list, random) -> done(() -> Collections.fill(list.subList(0, list.size() / 4), element(random))));
        recipes.put(
                "Collections.replaceAll",
                (list, random) -> Collections.replaceAll(list, element(random), element(random)));
        recipes.put("Collections.addAll", (list, random) -> Collections.addAll(list, element(random), element(random)));
    }

    private void throughParts() {
        Map<String, BiFunction<List<String>, Random, Object>> whole = new TreeMap<>(recipes);
        whole.forEach((name, recipe) -> {
            recipes.put("part: " + name, (list, random) -> recipe.apply(part(list, random), random));
            recipes.put("part of a part: " + name, (list, random) -> {
                List<String> outer = part(list, random);
                List<String> inner = part(outer, random);
                Object result = recipe.apply(inner, random);
                return Arrays.asList(result == inner ? "itself" : result, inner.toString(), outer.toString());
            });
        });
        recipes.put("part outdated", (list, random) -> {
            List<String> part = part(list, random);
            list.add(element(random));
            return part.size();
        });
    }

    private static List<String> part(List<String> list, Random random) {
        int from = random.nextInt(list.size() + 1);
        return list.subList(from, from + random.nextInt(list.size() - from + 1));
    }

    /** Adds the methods of JDK 21; the reversed view gets the same calls as the list. */
    private void sequenced() {
        Map<String, BiFunction<List<String>, Random, Object>> plain = new TreeMap<>(recipes);
        IntFunction<BiFunction<List<String>, Random, Object>> calls = which -> (list, random) -> switch (which) {
            case 0 -> Mutators.call(List.class, list, "addFirst", element(random));
            case 1 -> Mutators.call(List.class, list, "addLast", element(random));
            case 2 -> Mutators.call(List.class, list, "removeFirst");
            default -> Mutators.call(List.class, list, "removeLast");
        };
        recipes.put("addFirst(Object)", calls.apply(0));
        recipes.put("addLast(Object)", calls.apply(1));
        recipes.put("removeFirst()", calls.apply(2));
        recipes.put("removeLast()", calls.apply(3));
        plain.forEach((name, recipe) -> recipes.put("reversed() " + name, (list, random) -> {
            @SuppressWarnings("unchecked")
            List<String> reversed = (List<String>) Mutators.call(List.class, list, "reversed");
            Object result = recipe.apply(reversed, random);
            return Arrays.asList(result == reversed ? "itself" : result, reversed.toString());
        }));
    }
}
