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
    private final List<String> received = new ArrayList<>();
    private final EventHook<String> hook = new EventHook<>("greeted");

    @Test
    void observersRunInConnectionOrder() {
        hook.connect(name -> received.add("first " + name));
        hook.connect(name -> received.add("second " + name));

        hook.emit("events");

        assertThat(received).containsExactly("first events", "second events");
    }

    @Test
    void anObserverConnectedTwiceRunsOnce() {
        Consumer<String> observer = received::add;

        Subscription first = hook.connect(observer);
        Subscription second = hook.connect(observer);
        hook.emit("once");

        assertThat(received).containsExactly("once");
        assertThat(second).isSameAs(first);
    }

    @Test
    void equalObserversAreDistinct() {
        record Equal(List<String> received) implements Consumer<String> {
            @Override
            public void accept(String name) {
                received.add(name);
            }
        }

        hook.connect(new Equal(received));
        hook.connect(new Equal(received));
        hook.emit("twice");

        assertThat(received).containsExactly("twice", "twice");
    }

    @Test
    void aClosedSubscriptionReceivesNothingMore() {
        Subscription subscription = hook.connect(received::add);

        subscription.close();
        subscription.close();
        hook.emit("unobserved");

        assertThat(received).isEmpty();
        assertThat(subscription.isOpen()).isFalse();
        assertThat(hook.isObserved()).isFalse();
    }

    @Test
    void anObserverIsDisconnectedByIdentityAndCanBeReconnected() {
        Consumer<String> observer = received::add;
        hook.connect(observer);

        assertThat(hook.disconnect(observer)).isTrue();
        assertThat(hook.disconnect(observer)).isFalse();
        hook.connect(observer);
        hook.emit("again");

        assertThat(received).containsExactly("again");
    }

    @Test
    void disconnectAllClosesEverySubscription() {
        Subscription first = hook.connect(received::add);
        Subscription second = hook.connect(name -> received.add(name));

        hook.disconnectAll();

        assertThat(first.isOpen()).isFalse();
        assertThat(second.isOpen()).isFalse();
        assertThat(hook.observers()).isEmpty();
    }

    @Test
    void observersAreListedInCallOrder() {
        Consumer<String> first = name -> {};
        Consumer<String> second = name -> {};
        hook.connect(first);
        hook.connect(second);

        assertThat(hook.observers()).extracting(ObserverInfo::observer).containsExactly(first, second);
    }

    @Test
    void aNullObserverIsRejected() {
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
                received.add("self");
                self.get().close();
            }));
            hook.connect(name -> received.add("next"));

            hook.emit("1");
            hook.emit("2");

            assertThat(received).containsExactly("self", "next", "next");
        }

        @Test
        void aDisconnectedObserverIsNotCalledAfterManyOthersWereConnected() {
            AtomicReference<Subscription> later = new AtomicReference<>();
            hook.connect(name -> {
                if (name.equals("outer")) {
                    hook.connect(inner -> received.add("new " + inner));
                    hook.emit("inner");
                    later.get().close();
                }
            });
            hook.connect(name -> received.add("steady " + name));
            later.set(hook.connect(name -> received.add("later " + name)));

            hook.emit("outer");

            assertThat(received).containsExactly("steady inner", "later inner", "new inner", "steady outer");
        }

        @Test
        void hooksOfEveryArityDoNotCallObserversDisconnectedBeforeTheirTurn() {
            EventHook0 none = new EventHook0();
            none.connect(none::disconnectAll);
            none.connect(() -> received.add("never"));
            EventHook2<String, String> two = new EventHook2<>();
            two.connect((a, b) -> two.disconnectAll());
            two.connect((a, b) -> received.add("never"));
            EventHook3<String, String, String> three = new EventHook3<>();
            three.connect((a, b, c) -> three.disconnectAll());
            three.connect((a, b, c) -> received.add("never"));

            none.emit();
            two.emit("a", "b");
            three.emit("a", "b", "c");

            assertThat(received).isEmpty();
            assertThat(none.isObserved() || two.isObserved() || three.isObserved())
                    .isFalse();
        }

        @Test
        void hooksOfEveryArityCallRemainingObserversWhenOthersDisconnect() {
            EventHook0 none = new EventHook0();
            none.connect(() -> none.connect(() -> received.add("next time")));
            none.connect(() -> received.add("none"));
            EventHook2<String, String> two = new EventHook2<>();
            two.connect((a, b) -> two.connect((c, d) -> received.add("next time")));
            two.connect((a, b) -> received.add(a + b));
            EventHook3<String, String, String> three = new EventHook3<>();
            three.connect((a, b, c) -> three.connect((d, e, f) -> received.add("next time")));
            three.connect((a, b, c) -> received.add(a + b + c));

            none.emit();
            two.emit("a", "b");
            three.emit("a", "b", "c");

            assertThat(received).containsExactly("none", "ab", "abc");
        }

        @Test
        void anObserverThatIsDisconnectedBeforeItsTurnIsNotCalled() {
            AtomicReference<Subscription> later = new AtomicReference<>();
            hook.connect(name -> later.get().close());
            later.set(hook.connect(name -> received.add("never")));

            hook.emit("now");

            assertThat(received).isEmpty();
        }

        @Test
        void anObserverConnectedDuringAnEmissionIsCalledFromTheNextOneOn() {
            hook.connect(name -> {
                received.add("old " + name);
                hook.connect(received::add);
            });

            hook.emit("1");
            assertThat(received).containsExactly("old 1");

            hook.emit("2");
            assertThat(received).containsExactly("old 1", "old 2", "2");
        }

        @Test
        void aNestedEmissionRunsAtOnce() {
            hook.connect(name -> {
                received.add(name);
                if (name.equals("outer")) {
                    hook.emit("inner");
                }
            });
            hook.connect(name -> received.add("then " + name));

            hook.emit("outer");

            assertThat(received).containsExactly("outer", "inner", "then inner", "then outer");
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
            failing.connect(received::add);
        }

        @Test
        void collectCallsAllObserversAndThrowsOnceWithAllFailures() {
            connectFailing(hook);

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> hook.emit("go"))
                    .withCause(first)
                    .withMessageMatching("2 observers of hook \\[greeted] failed; the first is "
                            + "\\[.*EventHookTest.*]: java.lang.IllegalStateException: broken")
                    .satisfies(thrown -> assertThat(thrown.getSuppressed()).containsExactly(second));
            assertThat(received).containsExactly("go");
        }

        @Test
        void failFastStopsAtTheFirstFailure() {
            EventHook<String> strict =
                    new EventHook<>(HookOptions.named("strict").errors(ErrorPolicy.FAIL_FAST));
            connectFailing(strict);

            assertThatExceptionOfType(EventHookException.class)
                    .isThrownBy(() -> strict.emit("go"))
                    .withCause(first)
                    .withMessageMatching("Observer \\[.*] of hook \\[strict] failed: .*broken");
            assertThat(received).isEmpty();
        }

        @Test
        void isolateReportsFailuresToObserverErrorsOnly() {
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

            assertThat(received).containsExactly("go");
            assertThat(failures)
                    .extracting(ObserverFailure::exception)
                    .startsWith(first, second)
                    .hasSize(3);
            assertThat(failures).extracting(ObserverFailure::hook).containsOnly("isolated");
            assertThat(ObserverErrors.count() - before).isEqualTo(3);
        }

        @ParameterizedTest
        @ValueSource(booleans = {false, true})
        void anObserverThatDisconnectsItselfAndThenFailsIsNamed(boolean othersComeAndGo) {
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
            hook.connect(received::add);

            assertThatExceptionOfType(StackOverflowError.class)
                    .isThrownBy(() -> hook.emit("go"))
                    .isSameAs(fatal);
            assertThat(received).isEmpty();
        }

        @Test
        void aFailingObserverOfObserverErrorsIsOnlyCounted() {
            EventHook<String> isolated =
                    new EventHook<>(HookOptions.named("isolated").errors(ErrorPolicy.ISOLATE));
            connectFailing(isolated);

            try (Subscription broken = ObserverErrors.reported().connect(failure -> {
                throw new IllegalStateException("cannot even report");
            })) {
                isolated.emit("go");
            }

            assertThat(received).containsExactly("go");
        }
    }

    @Nested
    class WithAParent {
        private final EventHook<String> child = hook.child(HookOptions.named("child"));

        @Test
        void anEmissionReachesOwnObserversFirstThenTheParents() {
            hook.connect(name -> received.add("parent"));
            child.connect(name -> received.add("child"));

            child.emit("go");
            hook.emit("only the parent's");

            assertThat(received).containsExactly("child", "parent", "parent");
        }

        @Test
        void isObservedIncludesTheParent() {
            assertThat(child.isObserved()).isFalse();

            hook.connect(received::add);

            assertThat(child.isObserved()).isTrue();
            assertThat(child.observers()).isEmpty();
        }

        @Test
        void emitBelowDoesNotReachTheAncestor() {
            EventHook<String> grandchild = child.child(HookOptions.named("grandchild"));
            hook.connect(name -> received.add("parent"));
            child.connect(name -> received.add("child"));
            grandchild.connect(name -> received.add("grandchild"));

            grandchild.emitBelow(hook, "go");
            grandchild.emitBelow(child, "go");

            assertThat(received).containsExactly("grandchild", "child", "grandchild");
        }

        @Test
        void hasOwnObserversIgnoresTheParent() {
            hook.connect(received::add);
            assertThat(child.hasOwnObservers()).isFalse();

            Subscription own = child.connect(name -> received.add("child"));
            assertThat(child.hasOwnObservers()).isTrue();

            own.close();
            assertThat(child.hasOwnObservers()).isFalse();
        }

        @Test
        void failuresOfChildAndParentAreCollectedTogether() {
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
    void onDemandIsCalledForTheFirstAndTheLastObserver() {
        AtomicInteger notifications = new AtomicInteger();
        EventHook<String> wanted =
                new EventHook<>(HookOptions.named("wanted").onDemand(notifications::incrementAndGet));

        Subscription first = wanted.connect(received::add);
        Subscription second = wanted.connect(name -> received.add(name));
        assertThat(notifications).hasValue(1);

        first.close();
        assertThat(notifications).hasValue(1);

        second.close();
        assertThat(notifications).hasValue(2);
    }
}
