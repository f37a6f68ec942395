package dev.observatory.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order in which observers receive what other observers assign. */
class AssignmentOrderTest {
    static final class Thermostat {
        @ObservableAttr
        int degrees;

        @ObservableAttr
        int alarm;
    }

    private final Attribute<Integer> degrees = Attributes.of(Thermostat.class, "degrees");
    private final Attribute<Integer> alarm = Attributes.of(Thermostat.class, "alarm");
    private final Thermostat hall = new Thermostat();
    private final Thermostat attic = new Thermostat();
    private final List<String> received = new ArrayList<>();
    private final List<Subscription> open = new ArrayList<>();

    @AfterEach
    void disconnect() {
        open.forEach(Subscription::close);
    }

    /** As woven code does it. */
    private void setDegrees(Thermostat of, int value) {
        int before = of.degrees;
        of.degrees = value;
        AttributeWeaving.emit(degrees, of, before, value, false);
    }

    private void setAlarm(int value) {
        int before = hall.alarm;
        hall.alarm = value;
        AttributeWeaving.emit(alarm, hall, before, value, false);
    }

    private void record(String observer, Attribute<Integer> attribute) {
        open.add(attribute
                .assigned()
                .connect(assignment ->
                        received.add(observer + " " + assignment.oldValue() + "->" + assignment.newValue())));
    }

    private void limitTo(int most, Attribute<Integer> attribute) {
        open.add(attribute.assigned().connect(assignment -> {
            if (assignment.newValue() > most) {
                setDegrees((Thermostat) assignment.target(), assignment.newValue() - 1);
            }
        }));
    }

    @Test
    void everyObserverReceivesOneChainThatEndsWithThePresentValue() {
        record("before", degrees);
        limitTo(20, degrees);
        record("after", degrees);

        setDegrees(hall, 22);

        assertThat(hall.degrees).isEqualTo(20);
        assertThat(received)
                .containsExactly(
                        "before 0->22",
                        "after 0->22",
                        "before 22->21",
                        "after 22->21",
                        "before 21->20",
                        "after 21->20");
    }

    @Test
    void theChainIncludesTheObserversOfTheTargetAndThoseOfTheField() {
        limitTo(20, degrees.bind(hall));
        record("hall", degrees.bind(hall));
        record("all", degrees);

        setDegrees(hall, 21);

        assertThat(received).containsExactly("hall 0->21", "all 0->21", "hall 21->20", "all 21->20");
    }

    @Test
    void aChainThroughAnotherFieldIsOneChainToo() {
        open.add(degrees.assigned().connect(assignment -> setAlarm(assignment.newValue())));
        open.add(alarm.assigned().connect(assignment -> {
            if (assignment.newValue() > 20) {
                setDegrees(hall, 20);
            }
        }));
        record("degrees", degrees);
        record("alarm", alarm);

        setDegrees(hall, 30);

        assertThat(received).containsExactly("alarm 0->30", "degrees 0->30", "alarm 30->20", "degrees 30->20");
        assertThat(hall.alarm).isEqualTo(hall.degrees).isEqualTo(20);
    }

    @Test
    void anotherTargetDoesNotWait() {
        open.add(degrees.bind(hall).assigned().connect(assignment -> setDegrees(attic, 5)));
        record("all", degrees);

        setDegrees(hall, 7);

        assertThat(received).containsExactly("all 0->5", "all 0->7");
    }

    @Test
    void anObserverThatThrowsDoesNotEndTheChain() {
        limitTo(20, degrees);
        open.add(degrees.assigned().connect(assignment -> {
            throw new IllegalStateException("observer");
        }));
        record("all", degrees);

        setDegrees(hall, 21);
        setDegrees(hall, 1);

        assertThat(received).containsExactly("all 0->21", "all 21->20", "all 20->1");
    }

    @Test
    void observersThatUndoEachOtherWithoutEndAreReported() {
        List<String> failures = new ArrayList<>();
        open.add(ObserverErrors.reported()
                .connect(failure ->
                        failures.add(String.valueOf(failure.exception().getMessage()))));
        open.add(degrees.assigned().connect(assignment -> setDegrees(hall, 1 - assignment.newValue())));

        setDegrees(hall, 1);

        assertThat(failures).singleElement().asString().contains("have assigned it [10000] times");
    }
}
