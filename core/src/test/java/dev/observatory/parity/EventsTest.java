package dev.observatory.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.observatory.event.EventData;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.event.ProgressData;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chapter "Events", for events that need no agent; those of tagged methods run with it. */
class EventsTest {
    private final List<String> output = new ArrayList<>();

    private void print(String line) {
        output.add(line);
    }

    private void start(EventData data) {
        print("hello!");
    }

    private void stop(EventData data) {
        print("goodbye!");
    }

    @Test
    void anEventEmitsBeforeAndAfterItRuns() throws Exception {
        EventPoint functionOne = Events.define("functionOne");
        functionOne.aboutToRun().connect(this::start);
        functionOne.completed().connect(this::stop);

        functionOne.call(() -> {
            print("in functionOne");
            return null;
        });

        assertThat(output).containsExactly("hello!", "in functionOne", "goodbye!");
    }

    private EventPoint listenedTo() {
        EventPoint event = Events.define("event");
        event.aboutToRun().connect(data -> print("about_to_run"));
        event.progressUpdated().connect((ProgressData progress) -> print("progress_updated " + progress.done()));
        event.completed().connect(data -> print("completed " + data.result()));
        event.crashed().connect(data -> print("crashed " + data.excDesc()));
        event.exited().connect(data -> print("exited " + data.crashed()));
        return event;
    }

    @Test
    void theHooksOfAnEventThatCompletes() throws Exception {
        int result = listenedTo().call(() -> {
            Events.progress(1, 1, "only item");
            return 42;
        });

        assertThat(result).isEqualTo(42);
        assertThat(output).containsExactly("about_to_run", "progress_updated 1", "completed 42", "exited false");
    }

    @Test
    void theHooksOfAnEventThatCrashes() {
        IllegalStateException failure = new IllegalStateException("broken");

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> listenedTo().call(() -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(output)
                .containsExactly("about_to_run", "crashed java.lang.IllegalStateException: broken", "exited true");
    }

    @Test
    void theHooksOfAnEventThatCrashesWithAnError() {
        StackOverflowError failure = new StackOverflowError("deep");

        assertThatExceptionOfType(StackOverflowError.class)
                .isThrownBy(() -> listenedTo().call(() -> {
                    throw failure;
                }))
                .isSameAs(failure);

        assertThat(output).containsExactly("about_to_run", "crashed java.lang.StackOverflowError: deep", "exited true");
    }

    @Test
    void exceptionsOfObserversNeverReachTheProgram() {
        EventPoint event = Events.define("event");
        IllegalStateException own = new IllegalStateException("the program's own");
        event.aboutToRun().connect(data -> {
            throw new IllegalArgumentException("observer of about_to_run");
        });
        event.exited().connect(data -> {
            throw new IllegalArgumentException("observer of exited");
        });
        event.exited().connect(data -> print("exited all the same"));

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> event.call(() -> {
                    print("ran");
                    throw own;
                }))
                .isSameAs(own);

        assertThat(output).containsExactly("ran", "exited all the same");
    }
}
