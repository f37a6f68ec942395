package dev.observatory.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventHookTest {
    private final List<String> heard = new ArrayList<>();
    private final EventHook<String> hook = new EventHook<>("greeted");

    @Test
    void observersRunInConnectionOrder() {
        hook.connect(name -> heard.add("first " + name));
        hook.connect(name -> heard.add("second " + name));

        hook.emit("events");

        assertThat(heard).containsExactly("first events", "second events");
    }

    @Test
    void theSameObserverConnectedTwiceRunsOnce() {
        Consumer<String> observer = heard::add;

        Subscription first = hook.connect(observer);
        Subscription second = hook.connect(observer);
        hook.emit("once");

        assertThat(heard).containsExactly("once");
        assertThat(second).isSameAs(first);
    }

    @Test
    void equalObserversAreNotTheSame() {
        record Equal(List<String> heard) implements Consumer<String> {
            @Override
            public void accept(String name) {
                heard.add(name);
            }
        }

        hook.connect(new Equal(heard));
        hook.connect(new Equal(heard));
        hook.emit("twice");

        assertThat(heard).containsExactly("twice", "twice");
    }

    @Test
    void aClosedSubscriptionHearsNothingMore() {
        Subscription subscription = hook.connect(heard::add);

        subscription.close();
        subscription.close();
        hook.emit("nobody");

        assertThat(heard).isEmpty();
        assertThat(subscription.isOpen()).isFalse();
        assertThat(hook.isObserved()).isFalse();
    }

    @Test
    void anObserverCanBeDisconnectedByIdentityAndConnectedAgain() {
        Consumer<String> observer = heard::add;
        hook.connect(observer);

        assertThat(hook.disconnect(observer)).isTrue();
        assertThat(hook.disconnect(observer)).isFalse();
        hook.connect(observer);
        hook.emit("again");

        assertThat(heard).containsExactly("again");
    }

    @Test
    void disconnectAllClosesEverySubscription() {
        Subscription first = hook.connect(heard::add);
        Subscription second = hook.connect(name -> heard.add(name));

        hook.disconnectAll();

        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isFalse();
        assertThat(hook.observers()).isEmpty();
    }

    @Test
    void observersAreListedInOrder() {
        Consumer<String> first = name -> {};
        Consumer<String> second = name -> {};
        hook.connect(first);
        hook.connect(second);

        assertThat(hook.observers()).extracting(ObserverInfo::observer).containsExactly(first, second);
    }

    @Test
    void aNullObserverIsRefused() {
        assertThatNullPointerException().isThrownBy(() -> hook.connect(null)).withMessage("observer");
        assertThatNullPointerException().isThrownBy(() -> hook.disconnect(null)).withMessage("observer");
        assertThatNullPointerException()
                .isThrownBy(() -> new EventHook<>((String) null))
                .withMessage("name");
    }

    @Nested
    class WhileItEmits {

        @Test
        void anObserverMayDisconnectItself() {
            AtomicReference<Subscription> self = new AtomicReference<>();
            self.set(hook.connect(name -> {
                heard.add("self");
                self.get().close();
            }));
            hook.connect(name -> heard.add("next"));

            hook.emit("1");
            hook.emit("2");

            assertThat(heard).containsExactly("self", "next", "next");
        }

        @Test
        void anObserverThatIsDisconnectedLongAfterOthersCameIsNotCalled() {
            AtomicReference<Subscription> later = new AtomicReference<>();
            hook.connect(name -> {
                if (name.equals("outer")) {
                    hook.connect(inner -> heard.add("new " + inner));
                    hook.emit("inner");
                    later.get().close();
                }
            });
            hook.connect(name -> heard.add("steady " + name));
            later.set(hook.connect(name -> heard.add("later " + name)));

            hook.emit("outer");

            assertThat(heard).containsExactly("steady inner", "later inner", "new inner", "steady outer");
        }

        @Test
        void ofEachArityNobodyIsCalledWhoIsDisconnectedBeforeItsTurn() {
            EventHook0 none = new EventHook0();
            none.connect(none::disconnectAll);
            none.connect(() -> heard.add("never"));
            EventHook2<String, String> two = new EventHook2<>();
            two.connect((a, b) -> two.disconnectAll());
            two.connect((a, b) -> heard.add("never"));
            EventHook3<String, String, String> three = new EventHook3<>();
            three.connect((a, b, c) -> three.disconnectAll());
            three.connect((a, b, c) -> heard.add("never"));

            none.emit();
            two.emit("a", "b");
            three.emit("a", "b", "c");

            assertThat(heard).isEmpty();
            assertThat(none.isObserved() || two.isObserved() || three.isObserved())
                    .isFalse();
        }

        @Test
        void ofEachArityThoseWhoStayAreCalledWhenOthersGo() {
            EventHook0 none = new EventHook0();
            none.connect(() -> none.connect(() -> heard.add("next time")));
            none.connect(() -> heard.add("none"));
            EventHook2<String, String> two = new EventHook2<>();
            two.connect((a, b) -> two.connect((c, d) -> heard.add("next time")));
            two.connect((a, b) -> heard.add(a + b));
            EventHook3<String, String, String> three = new EventHook3<>();
            three.connect((a, b, c) -> three.connect((d, e, f) -> heard.add("next time")));
            three.connect((a, b, c) -> heard.add(a + b + c));

            none.emit();
            two.emit("a", "b");
            three.emit("a", "b", "c");

            assertThat(heard).containsExactly("none", "ab", "abc");
        }

        @Test
        void anObserverThatIsDisconnectedBeforeItsTurnIsNotCalled() {
            AtomicReference<Subscription> later = new AtomicReference<>();
            hook.connect(name -> later.get().close());
            later.set(hook.connect(name -> heard.add("never")));

            hook.emit("now");

            assertThat(heard).isEmpty();
        }

        @Test
        void anObserverThatConnectsIsHeardFromTheNextEmissionOn() {
            hook.connect(name -> {
                heard.add("old " + name);
                hook.connect(heard::add);
            });

            hook.emit("1");
            assertThat(heard).containsExactly("old 1");

            hook.emit("2");
            assertThat(heard).containsExactly("old 1", "old 2", "2");
        }

        @Test
        void aNestedEmissionRunsAtOnce() {
            hook.connect(name -> {
                heard.add(name);
                if (name.equals("outer")) {
                    hook.emit("inner");
                }
            });
            hook.connect(name -> heard.add("then " + name));

            hook.emit("outer");

            assertThat(heard).containsExactly("outer", "inner", "then inner", "then outer");
        }
    }

    @Nested
    class WhenObserversFail {
        private final IllegalStateException first = new IllegalStateException("broken");
        private final AssertionError second = new AssertionError("broken too");

        private void connectFailing(EventHook<String> failing) {
            failing.connect(name -> {
                throw first;
            });
            failing.connect(name -> {
                throw second;
            });
            failing.connect(heard::add);
        }

        @Test
        void collectRunsAllAndThenThrowsOnceWithAllFailures() {
            connectFailing(hook);

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> hook.emit("go"))
                    .withCause(first)
                    .withMessageMatching("2 observers of hook \\[greeted] failed; the first is "
                            + "\\[.*EventHookTest.*]: java.lang.IllegalStateException: broken")
                    .satisfies(thrown -> assertThat(thrown.getSuppressed()).containsExactly(second));
            assertThat(heard).containsExactly("go");
        }

        @Test
        void failFastStopsAtTheFirst() {
            EventHook<String> strict =
                    new EventHook<>(HookOptions.named("strict").errors(ErrorPolicy.FAIL_FAST));
            connectFailing(strict);

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> strict.emit("go"))
                    .withCause(first)
                    .withMessageMatching("Observer \\[.*] of hook \\[strict] failed: .*broken");
            assertThat(heard).isEmpty();
        }

        @Test
        void isolateTellsObserverErrorsAndNobodyElse() {
            EventHook<String> isolated =
                    new EventHook<>(HookOptions.named("isolated").errors(ErrorPolicy.ISOLATE));
            connectFailing(isolated);
            isolated.connect(name -> {
                throw new OutOfMemoryError("pretended");
            });
            List<ObserverFailure> failures = new ArrayList<>();
            long before = ObserverErrors.count();

            try (Subscription reports = ObserverErrors.reported().connect(failures::add)) {
                isolated.emit("go");
            }

            assertThat(heard).containsExactly("go");
            assertThat(failures)
                    .extracting(ObserverFailure::exception)
                    .startsWith(first, second)
                    .hasSize(3);
            assertThat(failures).extracting(ObserverFailure::hook).containsOnly("isolated");
            assertThat(ObserverErrors.count() - before).isEqualTo(3);
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void anObserverThatDisconnectsItselfAndThenFailsIsNamedAllTheSame(boolean othersComeAndGo) {
            EventHook<String> hook = new EventHook<>("parting");
            hook.connect(value -> {
                if (othersComeAndGo) {
                    hook.connect(later -> {}).close();
                }
            });
            List<Consumer<String>> self = new ArrayList<>();
            self.add(value -> {
                hook.disconnect(self.get(0));
                throw new IllegalStateException("last words");
            });
            hook.connect(self.get(0));

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> hook.emit("go"))
                    .withMessage("Observer [" + ObserverFailure.nameOf(self.get(0))
                            + "] of hook [parting] failed: java.lang.IllegalStateException: last words");
            assertThat(hook.observers()).hasSize(1);
        }

        @Test
        void aVirtualMachineErrorIsRethrownAtOnce() {
            StackOverflowError fatal = new StackOverflowError();
            hook.connect(name -> {
                throw fatal;
            });
            hook.connect(heard::add);

            assertThatExceptionOfType(StackOverflowError.class)
                    .isThrownBy(() -> hook.emit("go"))
                    .isSameAs(fatal);
            assertThat(heard).isEmpty();
        }

        @Test
        void aFailingObserverOfTheErrorsThemselvesHarmsNobody() {
            EventHook<String> isolated =
                    new EventHook<>(HookOptions.named("isolated").errors(ErrorPolicy.ISOLATE));
            connectFailing(isolated);

            try (Subscription broken = ObserverErrors.reported().connect(failure -> {
                throw new IllegalStateException("cannot even report");
            })) {
                isolated.emit("go");
            }

            assertThat(heard).containsExactly("go");
        }
    }

    @Nested
    class WithAParent {
        private final EventHook<String> child = hook.child(HookOptions.named("child"));

        @Test
        void anEmissionReachesItsOwnObserversFirstThenTheParents() {
            hook.connect(name -> heard.add("parent"));
            child.connect(name -> heard.add("child"));

            child.emit("go");
            hook.emit("only the parent's");

            assertThat(heard).containsExactly("child", "parent", "parent");
        }

        @Test
        void itIsObservedWhenItsParentIs() {
            assertThat(child.isObserved()).isFalse();

            hook.connect(heard::add);

            assertThat(child.isObserved()).isTrue();
            assertThat(child.observers()).isEmpty();
        }

        @Test
        void anEmissionBelowAnAncestorDoesNotReachIt() {
            EventHook<String> grandchild = child.child(HookOptions.named("grandchild"));
            hook.connect(name -> heard.add("parent"));
            child.connect(name -> heard.add("child"));
            grandchild.connect(name -> heard.add("grandchild"));

            grandchild.emitBelow(hook, "go");
            grandchild.emitBelow(child, "go");

            assertThat(heard).containsExactly("grandchild", "child", "grandchild");
        }

        @Test
        void itIsObservedItselfOnlyByItsOwnObservers() {
            hook.connect(heard::add);
            assertThat(child.hasOwnObservers()).isFalse();

            Subscription own = child.connect(name -> heard.add("child"));
            assertThat(child.hasOwnObservers()).isTrue();

            own.close();
            assertThat(child.hasOwnObservers()).isFalse();
        }

        @Test
        void failuresOfBothAreCollectedTogether() {
            child.connect(name -> {
                throw new IllegalStateException("child");
            });
            hook.connect(name -> {
                throw new IllegalStateException("parent");
            });

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> child.emit("go"))
                    .withMessageStartingWith("2 observers of hook [child] failed");
        }
    }

    @Test
    void demandIsToldWhenTheFirstComesAndTheLastGoes() {
        AtomicInteger told = new AtomicInteger();
        EventHook<String> wanted = new EventHook<>(HookOptions.named("wanted").onDemand(told::incrementAndGet));

        Subscription first = wanted.connect(heard::add);
        Subscription second = wanted.connect(name -> heard.add(name));
        assertThat(told).hasValue(1);

        first.close();
        assertThat(told).hasValue(1);

        second.close();
        assertThat(told).hasValue(2);
    }
}
