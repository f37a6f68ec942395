package dev.observatory.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.AbstractCollection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Spliterator;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tracked items behave as the items themselves, and the program's own code is called as it would be without tracking. */
class TrackedItemsTest {
    private static final List<Integer> NUMBERS =
            IntStream.rangeClosed(1, 100).boxed().toList();

    private final List<ProgressData> heard = Collections.synchronizedList(new ArrayList<>());
    private final EventPoint event = Events.define("event");

    private void observeProgress() {
        event.progressUpdated().connect(heard::add);
    }

    private <R> R inCall(java.util.concurrent.Callable<R> body) {
        try {
            return event.call(body);
        } catch (RuntimeException unchecked) {
            throw unchecked;
        } catch (Exception checked) {
            throw new AssertionError(checked);
        }
    }

    private List<Long> done() {
        return heard.stream()
                .filter(progress -> progress.status() == EventStatus.PROGRESS_UPDATED)
                .map(ProgressData::done)
                .toList();
    }

    private static List<Long> oneTo(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(Long::valueOf).toList();
    }

    @SuppressWarnings("JdkObsolete") // Programs have them.
    static Stream<Collection<Integer>> collections() {
        TreeSet<Integer> descending = new TreeSet<>(Comparator.reverseOrder());
        descending.addAll(NUMBERS);
        ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();
        NUMBERS.forEach(number -> map.put(number, number));
        return Stream.of(
                new ArrayList<>(NUMBERS),
                new LinkedList<>(NUMBERS),
                new Vector<>(NUMBERS),
                Arrays.asList(NUMBERS.toArray(Integer[]::new)),
                NUMBERS,
                Collections.nCopies(7, 1),
                Collections.unmodifiableList(new ArrayList<>(NUMBERS)),
                Collections.synchronizedList(new ArrayList<>(NUMBERS)),
                new CopyOnWriteArrayList<>(NUMBERS),
                new ArrayDeque<>(NUMBERS),
                new PriorityQueue<>(NUMBERS),
                new HashSet<>(NUMBERS),
                new LinkedHashSet<>(NUMBERS),
                new TreeSet<>(NUMBERS),
                descending,
                descending.subSet(50, 10),
                new ConcurrentSkipListSet<>(NUMBERS),
                new ConcurrentLinkedQueue<>(NUMBERS),
                map.keySet(),
                map.values(),
                new ArrayList<>());
    }

    @Nested
    class Spliterators {

        private static void assertSame(Spliterator<Integer> tracked, Spliterator<Integer> plain) {
            assertThat(tracked.characteristics()).isEqualTo(plain.characteristics());
            assertThat(tracked.estimateSize()).isEqualTo(plain.estimateSize());
            assertThat(tracked.getExactSizeIfKnown()).isEqualTo(plain.getExactSizeIfKnown());
            assertThat(tracked.hasCharacteristics(Spliterator.SORTED))
                    .isEqualTo(plain.hasCharacteristics(Spliterator.SORTED));
            if (plain.hasCharacteristics(Spliterator.SORTED)) {
                assertThat(tracked.getComparator()).isSameAs(plain.getComparator());
            } else {
                assertThatIllegalStateException().isThrownBy(tracked::getComparator);
            }
            Spliterator<Integer> plainPrefix = plain.trySplit();
            Spliterator<Integer> trackedPrefix = tracked.trySplit();
            assertThat(trackedPrefix == null).isEqualTo(plainPrefix == null);
            if (trackedPrefix != null) {
                assertSame(trackedPrefix, plainPrefix);
                assertSame(tracked, plain);
                return;
            }
            List<Integer> trackedItems = new ArrayList<>();
            List<Integer> plainItems = new ArrayList<>();
            tracked.tryAdvance(trackedItems::add);
            plain.tryAdvance(plainItems::add);
            assertThat(tracked.estimateSize()).isEqualTo(plain.estimateSize());
            tracked.forEachRemaining(trackedItems::add);
            plain.forEachRemaining(plainItems::add);
            assertThat(trackedItems).isEqualTo(plainItems);
            assertThat(tracked.tryAdvance(trackedItems::add)).isFalse();
        }

        @ParameterizedTest
        @MethodSource("dev.observatory.event.TrackedItemsTest#collections")
        void splitAndCountAsThoseOfTheItems(Collection<Integer> items) {
            observeProgress();

            inCall(() -> {
                assertSame(Events.track(items).spliterator(), items.spliterator());
                return null;
            });

            assertThat(done()).isEqualTo(oneTo(items.size()));
            ProgressData last = heard.get(heard.size() - 1);
            assertThat(last.status()).isEqualTo(EventStatus.COMPLETED);
            assertThat(last.done()).isEqualTo(items.size());
            assertThat(last.length()).isEqualTo(items.size());
        }

        @ParameterizedTest
        @MethodSource("dev.observatory.event.TrackedItemsTest#collections")
        void giveParallelStreamsTheSameResults(Collection<Integer> items) {
            observeProgress();

            List<Integer> tracked =
                    inCall(() -> StreamSupport.stream(Events.track(items).spliterator(), true)
                            .map(number -> number * 2)
                            .toList());

            List<Integer> expected = items.stream().map(number -> number * 2).toList();
            if (items.spliterator().hasCharacteristics(Spliterator.ORDERED)) {
                assertThat(tracked).isEqualTo(expected);
            } else {
                assertThat(tracked).containsExactlyInAnyOrderElementsOf(expected);
            }
            assertThat(done()).isEqualTo(oneTo(items.size()));
            assertThat(heard)
                    .extracting(ProgressData::loopId)
                    .containsOnly(heard.get(0).loopId());
        }

        @Test
        void ofStreamsAndIteratorsAreTheirOwn() {
            observeProgress();

            inCall(() -> {
                Spliterator<Integer> sorted =
                        Events.track(new TreeSet<>(NUMBERS).stream()).spliterator();
                assertThat(sorted.hasCharacteristics(Spliterator.SORTED | Spliterator.SIZED | Spliterator.ORDERED))
                        .isTrue();
                assertThat(sorted.getExactSizeIfKnown()).isEqualTo(100);
                Spliterator<Integer> unknown = Events.track(NUMBERS.iterator()).spliterator();
                assertThat(unknown.characteristics()).isZero();
                assertThat(unknown.estimateSize()).isEqualTo(Long.MAX_VALUE);
                return null;
            });
        }

        @Test
        void ofStreamsAreTheirOwnOutsideAnyEvent() {
            assertThat(Events.track(NUMBERS.stream()).spliterator().getExactSizeIfKnown())
                    .isEqualTo(100);
        }

        @Test
        void finishTheLastItemWhenTheNextIsRequested() {
            observeProgress();

            inCall(() -> {
                Spliterator<Integer> items = Events.track(List.of(1, 2)).spliterator();
                items.tryAdvance(item -> {});
                assertThat(heard).isEmpty();
                items.tryAdvance(item -> {});
                assertThat(done()).containsExactly(1L);
                return null;
            });

            assertThat(heard).extracting(ProgressData::status).last().isEqualTo(EventStatus.EXITED);
        }

        @Test
        void rejectNullBeforeTheyAreAdvanced() {
            inCallObserved(() -> {
                Spliterator<Integer> items = Events.track(NUMBERS).spliterator();
                assertThatNullPointerException().isThrownBy(() -> items.tryAdvance(null));
                assertThatNullPointerException().isThrownBy(() -> items.forEachRemaining(null));
                assertThatNullPointerException()
                        .isThrownBy(() -> Events.track(NUMBERS).forEach(null));
                assertThatNullPointerException()
                        .isThrownBy(() -> Events.track(NUMBERS).iterator().forEachRemaining(null));
                assertThat(items.getExactSizeIfKnown()).isEqualTo(100);
            });
        }
    }

    private void inCallObserved(Runnable body) {
        observeProgress();
        inCall(() -> {
            body.run();
            return null;
        });
    }

    /** Records which of its methods are called. */
    private static final class Recording extends AbstractCollection<String> {
        private final List<String> items = new ArrayList<>(List.of("a", "b", "c"));
        private final List<String> calls = new ArrayList<>();

        @Override
        public Iterator<String> iterator() {
            calls.add("iterator");
            Iterator<String> source = items.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    calls.add("hasNext");
                    return source.hasNext();
                }

                @Override
                public String next() {
                    calls.add("next");
                    return source.next();
                }

                @Override
                public void remove() {
                    calls.add("remove");
                    source.remove();
                }

                @Override
                public void forEachRemaining(Consumer<? super String> action) {
                    calls.add("forEachRemaining");
                    source.forEachRemaining(action);
                }
            };
        }

        @Override
        public int size() {
            calls.add("size");
            return items.size();
        }

        @Override
        public void forEach(Consumer<? super String> action) {
            calls.add("forEach");
            items.forEach(action);
        }

        @Override
        public Spliterator<String> spliterator() {
            calls.add("spliterator");
            return items.spliterator();
        }
    }

    @Nested
    class OwnCode {
        static final List<Consumer<Iterable<String>>> LOOPS = List.of(
                items -> {
                    for (String item : items) {
                        assertThat(item).isNotNull();
                    }
                },
                items -> {
                    for (String item : items) {
                        if (item.equals("b")) {
                            break;
                        }
                    }
                },
                items -> items.forEach(item -> {}),
                items -> items.iterator().forEachRemaining(item -> {}),
                items -> {
                    Iterator<String> each = items.iterator();
                    each.next();
                    each.remove();
                    each.forEachRemaining(item -> {});
                },
                items -> items.spliterator().forEachRemaining(item -> {}),
                items -> assertThat(
                                StreamSupport.stream(items.spliterator(), false).findFirst())
                        .isPresent(),
                items -> assertThat(String.join(",", items)).isNotEmpty(),
                items -> {});

        @ParameterizedTest
        @FieldSource("LOOPS")
        void isCalledAsInAnUntrackedLoopWhileProgressIsUnobserved(Consumer<Iterable<String>> loop) {
            Recording plain = new Recording();
            Recording tracked = new Recording();
            event.completed().connect(data -> {});

            loop.accept(plain);
            inCall(() -> {
                loop.accept(Events.track(tracked));
                return null;
            });

            assertThat(tracked.calls).isEqualTo(plain.calls);
            assertThat(tracked.items).isEqualTo(plain.items);
        }

        @ParameterizedTest
        @FieldSource("LOOPS")
        void isCalledForTheSizeOnceIfProgressIsObserved(Consumer<Iterable<String>> loop) {
            Recording plain = new Recording();
            Recording tracked = new Recording();

            loop.accept(plain);
            inCallObserved(() -> loop.accept(Events.track(tracked)));

            assertThat(Collections.frequency(tracked.calls, "size")).isLessThanOrEqualTo(1);
            tracked.calls.remove("size");
            assertThat(tracked.calls).isEqualTo(plain.calls);
        }

        @ParameterizedTest
        @FieldSource("LOOPS")
        void isNotCalledForTheSizeIfThatIsStated(Consumer<Iterable<String>> loop) {
            Recording plain = new Recording();
            Recording tracked = new Recording();

            loop.accept(plain);
            inCallObserved(() ->
                    loop.accept(Events.track(tracked, ProgressOptions.defaults().total(3))));

            assertThat(tracked.calls).isEqualTo(plain.calls);
        }

        @Test
        void isNotCalledBeforeTheLoopBegins() {
            Recording items = new Recording();

            inCallObserved(() -> {
                Events.track(items);
                Events.trackStream(items.items.stream().peek(item -> items.calls.add("peek")));
            });

            assertThat(items.calls).isEmpty();
            assertThat(heard).isEmpty();
        }
    }

    @Nested
    class Failures {

        private static final class Failing implements Iterable<String> {
            private final RuntimeException failure = new IllegalStateException("connection lost");
            private final String where;

            Failing(String where) {
                this.where = where;
            }

            private void at(String method) {
                if (where.equals(method)) {
                    throw failure;
                }
            }

            @Override
            public Iterator<String> iterator() {
                at("iterator");
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        at("hasNext");
                        return true;
                    }

                    @Override
                    public String next() {
                        at("next");
                        return "item";
                    }

                    @Override
                    public void remove() {
                        at("remove");
                    }

                    @Override
                    public void forEachRemaining(Consumer<? super String> action) {
                        at("forEachRemaining");
                    }
                };
            }

            @Override
            public void forEach(Consumer<? super String> action) {
                at("forEach");
            }

            @Override
            public Spliterator<String> spliterator() {
                at("spliterator");
                return Iterable.super.spliterator();
            }
        }

        @Test
        void ofTheItemsReachTheLoopUnchanged() {
            List<String> methods =
                    List.of("iterator", "hasNext", "next", "remove", "forEachRemaining", "forEach", "spliterator");
            for (String where : methods) {
                Failing items = new Failing(where);
                inCallObserved(() -> {
                    Iterable<String> tracked = Events.track(items);
                    Throwable thrown = catchThrowable(() -> {
                        tracked.forEach(item -> {});
                        Iterator<String> each = tracked.iterator();
                        assertThat(each.hasNext()).isTrue();
                        each.next();
                        each.remove();
                        each.forEachRemaining(item -> {});
                        tracked.spliterator();
                    });
                    assertThat(thrown).as(where).isSameAs(items.failure);
                });
            }
        }

        @Test
        void ofAnActionLeaveTheLoopOpen() {
            RuntimeException failure = new IllegalStateException("disk full");

            inCallObserved(() -> {
                Throwable thrown =
                        catchThrowable(() -> Events.track(List.of(1, 2, 3)).forEach(item -> {
                            if (item == 2) {
                                throw failure;
                            }
                        }));
                assertThat(thrown).isSameAs(failure);
            });

            assertThat(heard)
                    .extracting(progress -> progress.status() + " " + progress.done() + "/" + progress.length())
                    .containsExactly("PROGRESS_UPDATED 1/3", "EXITED 1/3");
        }

        @Test
        void ofAnIteratorThatEndedAreItsOwn() {
            inCallObserved(() -> {
                Iterator<Integer> items = Events.track(List.of(1)).iterator();
                items.next();
                assertThat(catchThrowable(items::next)).isInstanceOf(NoSuchElementException.class);
                assertThat(items.hasNext()).isFalse();
                assertThat(items.hasNext()).isFalse();
            });

            assertThat(heard)
                    .extracting(ProgressData::status)
                    .containsExactly(EventStatus.PROGRESS_UPDATED, EventStatus.COMPLETED);
        }

        private static String outcome(
                BiConsumer<Iterable<Integer>, Consumer<Integer>> loop,
                Function<List<Integer>, Iterable<Integer>> view) {
            List<Integer> list = new ArrayList<>(List.of(1, 2, 3, 4));
            List<Integer> seen = new ArrayList<>();
            Throwable thrown = catchThrowable(() -> loop.accept(view.apply(list), item -> {
                seen.add(item);
                if (item == 2) {
                    list.add(5);
                }
            }));
            return seen + " " + (thrown == null ? "" : thrown.getClass());
        }

        @Test
        void ofItemsThatChangeMeanwhileAreTheSame() {
            List<BiConsumer<Iterable<Integer>, Consumer<Integer>>> loops = List.of(
                    (items, action) -> {
                        for (int item : items) {
                            action.accept(item);
                        }
                    },
                    Iterable::forEach,
                    (items, action) -> items.iterator().forEachRemaining(action),
                    (items, action) -> items.spliterator().forEachRemaining(action),
                    (items, action) -> {
                        Spliterator<Integer> each = items.spliterator();
                        while (each.tryAdvance(action)) {
                            assertThat(each).isNotNull();
                        }
                    });
            inCallObserved(() -> {
                for (BiConsumer<Iterable<Integer>, Consumer<Integer>> loop : loops) {
                    String plain = outcome(loop, list -> list);
                    assertThat(plain).contains(ConcurrentModificationException.class.getName());
                    assertThat(outcome(loop, Events::track)).isEqualTo(plain);
                }
            });
        }
    }

    @Nested
    class Streams {

        @Test
        void reportEveryItemOfAParallelStreamInOrderOfTheirNumber() {
            observeProgress();

            List<Integer> result = inCall(() -> Events.trackStream(NUMBERS.parallelStream())
                    .map(number -> number + 1)
                    .toList());

            assertThat(result)
                    .isEqualTo(NUMBERS.stream().map(number -> number + 1).toList());
            assertThat(done()).isEqualTo(oneTo(100));
            assertThat(heard).extracting(ProgressData::status).last().isEqualTo(EventStatus.COMPLETED);
            assertThat(heard).extracting(ProgressData::length).containsOnly(100L);
            assertThat(heard.subList(0, 100))
                    .extracting(ProgressData::currentItem)
                    .containsExactlyInAnyOrderElementsOf(NUMBERS);
        }

        @Test
        void areTheSameOutsideAnyEvent() {
            Stream<Integer> stream = NUMBERS.stream();

            assertThat(Events.trackStream(stream)).isSameAs(stream);
        }

        @Test
        void areBoundByTheTerminalOperation() {
            List<String> source = new ArrayList<>(List.of("a"));

            inCallObserved(() -> {
                Stream<String> tracked = Events.trackStream(source.stream());
                source.add("b");
                assertThat(tracked.toList()).containsExactly("a", "b");
            });

            assertThat(done()).containsExactly(1L, 2L);
        }

        @Test
        void executeNothingBeforeTheTerminalOperation() {
            AtomicInteger supplied = new AtomicInteger();
            AtomicInteger peeked = new AtomicInteger();
            Stream<Integer> lazy = StreamSupport.stream(
                            () -> {
                                supplied.incrementAndGet();
                                return NUMBERS.spliterator();
                            },
                            NUMBERS.spliterator().characteristics(),
                            true)
                    .peek(number -> peeked.incrementAndGet())
                    .sorted(Comparator.reverseOrder());

            inCallObserved(() -> {
                Stream<Integer> tracked = Events.trackStream(lazy).filter(number -> number > 98);
                assertThat(supplied).hasValue(0);
                assertThat(peeked).hasValue(0);
                assertThat(tracked.toList()).containsExactly(100, 99);
            });

            assertThat(supplied).hasValue(1);
            assertThat(peeked).hasValue(100);
            assertThat(done()).hasSize(100);
        }

        @Test
        void stopWhereTheTerminalOperationStops() {
            List<Integer> requested = new ArrayList<>();

            inCallObserved(() -> {
                Stream<Integer> endless =
                        Stream.iterate(1, number -> number + 1).peek(requested::add);
                assertThat(Events.trackStream(endless)
                                .filter(number -> number > 2)
                                .findFirst())
                        .contains(3);
            });

            assertThat(requested).containsExactly(1, 2, 3);
            assertThat(heard)
                    .extracting(progress -> progress.status() + " " + progress.done() + "/" + progress.length())
                    .containsExactly("PROGRESS_UPDATED 1/-1", "PROGRESS_UPDATED 2/-1", "EXITED 2/-1");
        }

        @Test
        void keepTheOrderThatParallelOperationsDependOn() {
            inCallObserved(() -> {
                assertThat(Events.trackStream(NUMBERS.parallelStream()).findFirst())
                        .contains(1);
                assertThat(Events.trackStream(NUMBERS.parallelStream())
                                .skip(3)
                                .limit(2)
                                .toList())
                        .containsExactly(4, 5);
                List<Integer> ordered = new ArrayList<>();
                Events.trackStream(NUMBERS.stream().parallel().map(number -> number))
                        .forEachOrdered(ordered::add);
                assertThat(ordered).isEqualTo(NUMBERS);
                assertThat(Events.trackStream(NUMBERS.parallelStream()).isParallel())
                        .isTrue();
                assertThat(Events.trackStream(NUMBERS.stream()).isParallel()).isFalse();
            });
        }

        @Test
        void haveTheSpliteratorAndTheIteratorOfTheirSource() {
            inCallObserved(() -> {
                Spliterator<Integer> items =
                        Events.trackStream(new TreeSet<>(NUMBERS).stream()).spliterator();
                assertThat(items.characteristics())
                        .isEqualTo(new TreeSet<>(NUMBERS).spliterator().characteristics());
                assertThat(items.getExactSizeIfKnown()).isEqualTo(100);
                Iterator<Integer> each = Events.trackStream(NUMBERS.stream()).iterator();
                assertThat(each.next()).isEqualTo(1);
                assertThat(each.next()).isEqualTo(2);
            });

            assertThat(done()).containsExactly(1L);
        }

        @Test
        void closeTheOriginalStreamAndEndTheLoop() {
            List<String> closed = new ArrayList<>();
            IllegalStateException failure = new IllegalStateException("first");

            inCallObserved(() -> {
                Stream<Integer> source = NUMBERS.stream().onClose(() -> {
                    closed.add("source");
                    throw failure;
                });
                Stream<Integer> tracked = Events.trackStream(source).onClose(() -> closed.add("tracked"));
                Iterator<Integer> each = tracked.iterator();
                each.next();
                assertThat(catchThrowable(tracked::close)).isSameAs(failure);
                assertThat(heard).extracting(ProgressData::status).containsExactly(EventStatus.EXITED);
            });

            assertThat(closed).containsExactly("source", "tracked");
            assertThat(heard).hasSize(1);
        }

        @Test
        void areRefusedIfTheyHaveBeenUsed() {
            inCallObserved(() -> {
                Stream<Integer> used = NUMBERS.stream();
                assertThat(used.count()).isEqualTo(100);
                assertThatIllegalStateException()
                        .isThrownBy(() -> Events.trackStream(used))
                        .withMessageContaining("already");
                Stream<Integer> once = Events.trackStream(NUMBERS.stream());
                assertThat(once.toList()).hasSize(100);
                assertThatIllegalStateException().isThrownBy(once::toList);
            });
        }
    }

    @Test
    @SuppressWarnings("UndefinedEquals") // The items are lists.
    void trackedItemsEqualWhatTheItemsEqual() {
        inCallObserved(() -> {
            Iterable<Integer> tracked = Events.track(NUMBERS);
            assertThat(tracked.equals(NUMBERS)).isTrue();
            assertThat(tracked.equals(Events.track(new ArrayList<>(NUMBERS)))).isTrue();
            assertThat(tracked.equals(List.of())).isFalse();
            assertThat(tracked).hasSameHashCodeAs(NUMBERS);
            assertThat(tracked.toString()).isEqualTo(NUMBERS.toString());
        });
    }

    @Test
    void itemsMayBeNull() {
        inCallObserved(() -> {
            Events.track(Arrays.asList("a", null)).forEach(item -> {});
            Events.track(new String[] {null}).spliterator().forEachRemaining(item -> {});
        });

        assertThat(heard).hasSize(5);
        assertThat(heard.get(1).currentItem()).isNull();
    }

    @Test
    void removingPassesToTheItems() {
        List<Integer> items = new ArrayList<>(List.of(1, 2, 3));

        inCallObserved(() -> {
            for (Iterator<Integer> each = Events.track(items).iterator(); each.hasNext(); ) {
                if (each.next() == 2) {
                    each.remove();
                }
            }
        });

        assertThat(items).containsExactly(1, 3);
        assertThat(done()).containsExactly(1L, 2L, 3L);
    }
}
