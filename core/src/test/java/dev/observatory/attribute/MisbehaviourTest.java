package dev.observatory.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.hook.Hook;
import dev.observatory.hook.Subscription;
import dev.observatory.hook.SubscriptionGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever an observer of a field does: the program continues, and the other observers receive one chain of values that ends with
 * the value in the field. One test for each place of the observer and misbehaviour.
 */
class MisbehaviourTest {
    static final class Dial {
        @ObservableAttr
        int degrees;

        @ObservableAttr
        int other;
    }

    private enum Place {
        OF_THE_FIELD,
        OF_THE_OBJECT,
        OF_ANY_FIELD
    }

    private enum Deed {
        THROWS_EXCEPTION,
        THROWS_ERROR,
        THROWS_STACK_OVERFLOW,
        THROWS_OUT_OF_MEMORY,
        CLOSES_ITSELF,
        CONNECTS_ANOTHER,
        CORRECTS_THE_FIELD,
        CORRECTS_THE_FIELD_AND_THROWS,
        ASSIGNS_ANOTHER_FIELD,
        ASSIGNS_ON_ANOTHER_THREAD
    }

    @TestFactory
    Stream<DynamicTest> everythingElseWorks() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Place place : Place.values()) {
            for (Deed deed : Deed.values()) {
                tests.add(DynamicTest.dynamicTest(place + " " + deed, () -> new Scene(place, deed).play()));
            }
        }
        return tests.stream();
    }

    private static final class Scene {
        private final Attribute<Integer> degrees = Attributes.of(Dial.class, "degrees");
        private final Attribute<Integer> other = Attributes.of(Dial.class, "other");
        private final Dial dial = new Dial();
        private final Place place;
        private final Deed deed;
        private final List<Integer> before = new ArrayList<>();
        private final List<Integer> after = new ArrayList<>();
        private final SubscriptionGroup group = new SubscriptionGroup();
        private Subscription misbehaving = new SubscriptionGroup();

        Scene(Place place, Deed deed) {
            this.place = place;
            this.deed = deed;
        }

        void play() {
            try {
                group.add(recordOf(before, 1));
                misbehaving = group.add(connected());
                group.add(recordOf(after, -1));

                assign(5);
                assign(20);

                assertThat(before).startsWith(5).contains(20).endsWith(dial.degrees);
                assertThat(after).isEqualTo(before);
                assertThat(GlobalAttributes.isEmitting()).isFalse();
                assertThat(GlobalAttributes.emittingAssignments())
                        .allSatisfy(each -> assertThat(each).isIn(null, new int[AssignmentChain.MAX_IN_ARRAY]));
            } finally {
                group.close();
            }
        }

        private Subscription recordOf(List<Integer> values, int priority) {
            return degrees.assigned()
                    .with()
                    .priority(priority)
                    .connect(assignment -> values.add(assignment.newValue()));
        }

        private Subscription connected() {
            return switch (place) {
                case OF_THE_FIELD -> connected(degrees.assigned());
                case OF_THE_OBJECT -> connected(degrees.bind(dial).assigned());
                case OF_ANY_FIELD ->
                    Attributes.any().connect(assignment -> {
                        if (assignment.target() == dial && assignment.attribute() == degrees) {
                            misbehave((Integer) assignment.newValue());
                        }
                    });
            };
        }

        private Subscription connected(Hook<Consumer<Assignment<Integer>>> hook) {
            return hook.connect(assignment -> misbehave(assignment.newValue()));
        }

        private void assign(int value) {
            int old = dial.degrees;
            dial.degrees = value;
            AttributeWeaving.emit(degrees, dial, old, value, false);
        }

        private void assignOther() {
            AttributeWeaving.emit(other, dial, dial.other, ++dial.other, false);
        }

        private void misbehave(int value) {
            switch (deed) {
                case THROWS_EXCEPTION -> throw new IllegalStateException("staged");
                case THROWS_ERROR -> throw new AssertionError("staged");
                case THROWS_STACK_OVERFLOW -> throw new StackOverflowError("staged");
                case THROWS_OUT_OF_MEMORY -> throw new OutOfMemoryError("staged");
                case CLOSES_ITSELF -> misbehaving.close();
                case CONNECTS_ANOTHER -> group.add(degrees.assigned().connect(assignment -> {}));
                case CORRECTS_THE_FIELD -> correct(value);
                case CORRECTS_THE_FIELD_AND_THROWS -> {
                    correct(value);
                    throw new IllegalStateException("staged");
                }
                case ASSIGNS_ANOTHER_FIELD -> assignOther();
                case ASSIGNS_ON_ANOTHER_THREAD -> {
                    Thread thread = new Thread(this::assignOther);
                    thread.start();
                    try {
                        thread.join();
                    } catch (InterruptedException interrupted) {
                        throw new AssertionError(interrupted);
                    }
                }
            }
        }

        private void correct(int value) {
            if (value > 18) {
                assign(value - 1);
            }
        }
    }
}
