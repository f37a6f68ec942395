package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.observatory.Together;
import dev.observatory.hook.EventHookException;
import dev.observatory.hook.PauseMode;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What an observer saw when it connected and the later changes make the content, whenever it connects. */
class ConnectAnywhereTest {
    private final ObservableList<String> list = new ObservableList<>(List.of("a"));
    private final List<List<String>> copies = new ArrayList<>();
    private final List<Object> received = new ArrayList<>();

    /** Connects an observer that keeps a copy. */
    private void connect() {
        List<String> copy = new ArrayList<>(list);
        copies.add(copy);
        list.changed().connect(change -> {
            received.add(change);
            change.applyTo(copy);
        });
    }

    private void connectWithSnapshot() {
        List<String> copy = new ArrayList<>();
        copies.add(copy);
        list.connectWithSnapshot(copy::addAll, change -> {
            received.add(change);
            change.applyTo(copy);
        });
    }

    private void allCopiesAreEqual() {
        assertThat(copies).isNotEmpty().allSatisfy(copy -> assertThat(copy).isEqualTo(list));
    }

    @Nested
    class InsideABatch {

        @Test
        void anObserverReceivesTheRest() {
            connect();

            list.batch(() -> {
                list.add("b");
                connect();
                list.add("c");
                list.batch(() -> {
                    connectWithSnapshot();
                    list.remove("a");
                });
            });

            allCopiesAreEqual();
            assertThat(received.stream().map(Object::toString))
                    .containsExactly(
                            "Merged[parts=[Inserted[index=1, elements=[b]], Inserted[index=2, elements=[c]],"
                                    + " Removed[positions=[0], elements=[a]]]]",
                            "Merged[parts=[Inserted[index=2, elements=[c]], Removed[positions=[0], elements=[a]]]]",
                            "Merged[parts=[Removed[positions=[0], elements=[a]]]]");
        }

        @Test
        void anObserverThatConnectsLastReceivesNothing() {
            connect();

            list.batch(() -> {
                list.add("b");
                connect();
            });

            assertThat(received).hasSize(1);
            list.add("c");
            allCopiesAreEqual();
        }

        @Test
        void aClosedObserverThatConnectsAgainReceivesTheRest() {
            connect();
            List<Object> again = new ArrayList<>();
            Subscription first = list.changed().connect(again::add);

            list.batch(() -> {
                list.add("b");
                first.close();
                list.changed().connect(again::add);
                list.add("c");
            });

            assertThat(again).singleElement().hasToString("Merged[parts=[Inserted[index=2, elements=[c]]]]");
        }

        @Test
        void anObserverReceivesTheRestThoughTheWorkThrows() {
            connect();

            assertThatIllegalStateException()
                    .isThrownBy(() -> list.batch(() -> {
                        list.add("b");
                        connect();
                        list.add("c");
                        throw new IllegalStateException("staged");
                    }));

            allCopiesAreEqual();
        }

        @Test
        void anObserverOfABatchThatWaitsReceivesTheRest() {
            list.changed().connect(change -> {
                if (list.size() == 2) {
                    list.batch(() -> {
                        list.add("c");
                        connect();
                        list.add("d");
                    });
                }
            });
            connect();

            list.add("b");

            allCopiesAreEqual();
            assertThat(copies).hasSize(2);
        }
    }

    @Nested
    class WhileAChangeIsEmitted {

        @Test
        void anObserverConnectedByTheHookOfTheKindDoesNotReceiveIt() {
            list.appended().connect(element -> connect());

            list.add("b");

            assertThat(received).isEmpty();
            allCopiesAreEqual();
            list.add("c");
            allCopiesAreEqual();
        }

        @Test
        void anObserverDoesNotReceiveWhatWaits() {
            list.changed().connect(change -> {
                if (list.size() < 5) {
                    list.add("x");
                    connect();
                    list.set(0, "y" + list.size());
                    connectWithSnapshot();
                }
            });

            list.add("b");

            allCopiesAreEqual();
            assertThat(copies).hasSizeGreaterThan(4);
        }

        @Test
        void anObserverOfAKindDoesNotReceiveWhatWaits() {
            List<String> appended = new ArrayList<>();
            list.changed().connect(change -> {
                if (list.size() == 2) {
                    list.add("c");
                    list.appended().connect(appended::add);
                    list.add("d");
                }
            });

            list.add("b");

            assertThat(appended).containsExactly("d");
        }

        @Test
        void anObserverConnectedByAViewDoesNotReceiveIt() {
            ListView<String> view = list.filteredView(element -> true);
            view.changed().connect(change -> connect());

            list.add("b");

            assertThat(received).isEmpty();
            allCopiesAreEqual();
        }

        @Test
        void aPausedHookStillDeliversOnlyTheRest() {
            connect();
            list.changed().pause(PauseMode.BUFFER);
            list.batch(() -> {
                list.add("b");
                connect();
                list.add("c");
            });

            list.changed().resume();

            allCopiesAreEqual();
        }
    }

    @Nested
    class WithASnapshot {

        @Test
        void aCopyFollowsTheList() {
            List<String> copy = new ArrayList<>();
            Subscription subscription = list.connectWithSnapshot(copy::addAll, change -> change.applyTo(copy));
            list.addAll(List.of("b", "c"));
            list.sort(null);

            assertThat(copy).isEqualTo(list);

            subscription.close();
            list.clear();
            assertThat(copy).containsExactly("a", "b", "c");
            assertThat(list.changed().isObserved()).isFalse();
        }

        @Test
        void changesOfTheSnapshotsReceiverAreReceivedAfterIt() {
            List<String> copy = new ArrayList<>();

            list.connectWithSnapshot(
                    snapshot -> {
                        list.add("b");
                        copy.addAll(snapshot);
                    },
                    change -> change.applyTo(copy));

            assertThat(copy).isEqualTo(list).containsExactly("a", "b");
        }

        @Test
        void aReceiverThatThrowsIsNotConnected() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> list.connectWithSnapshot(
                            snapshot -> {
                                throw new IllegalStateException("staged");
                            },
                            received::add));

            assertThat(list.changed().isObserved()).isFalse();
        }

        @Test
        void theSnapshotIsImmutable() {
            list.connectWithSnapshot(
                    snapshot -> assertThatExceptionOfType(UnsupportedOperationException.class)
                            .isThrownBy(() -> snapshot.add("b")),
                    received::add);
        }

        @Test
        void aFailureNamesTheObserver() {
            list.connectWithSnapshot(snapshot -> {}, change -> {
                throw new IllegalStateException("staged");
            });

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> list.add("b"))
                    .withMessageContaining(ConnectAnywhereTest.class.getName());
        }

        @Test
        void aSetAndAMapHaveThemToo() {
            ObservableSet<String> set = new ObservableSet<>(List.of("a"));
            Set<String> setCopy = new LinkedHashSet<>();
            ObservableMap<String, Integer> map = new ObservableMap<>(Map.of("a", 1));
            Map<String, Integer> mapCopy = new LinkedHashMap<>();

            set.batch(() -> {
                set.add("b");
                set.connectWithSnapshot(setCopy::addAll, change -> change.applyTo(setCopy));
                set.remove("a");
            });
            map.batch(() -> {
                map.put("b", 2);
                map.connectWithSnapshot(mapCopy::putAll, change -> change.applyTo(mapCopy));
                map.remove("a");
            });

            assertThat(setCopy).isEqualTo(set).containsExactly("b");
            assertThat(mapCopy).isEqualTo(map).isEqualTo(Map.of("b", 2));
        }
    }

    @Test
    void onAnotherThreadThatHoldsTheLockOfTheChanges() throws Exception {
        Together.run(
                () -> {
                    for (int i = 0; i < 2_000; i++) {
                        synchronized (list) {
                            String element = "e" + i;
                            list.batch(() -> {
                                list.add(element);
                                if (list.size() > 50) {
                                    list.remove(0);
                                }
                            });
                        }
                    }
                },
                () -> {
                    for (int i = 0; i < 50; i++) {
                        synchronized (list) {
                            connectWithSnapshot();
                        }
                        Thread.onSpinWait();
                    }
                });

        list.add("last");

        allCopiesAreEqual();
    }
}
