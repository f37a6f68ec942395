package dev.observatory.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.event.Event;
import dev.observatory.event.EventCall;
import dev.observatory.event.EventData;
import dev.observatory.event.EventPoint;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.event.Extra;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The chapter "Event Data": every attribute that it lists. */
class EventDataTest {
    private final List<EventData> received = new ArrayList<>();
    private final EventPoint event = Events.of(Importer.class, "importAll");
    private final Importer importer = new Importer();

    static final class Importer {
        @Event(
                name = "import",
                description = "imports assets",
                extra = @Extra(key = "project", value = "SuperProject"),
                elevated = true)
        int importAll(List<String> files, boolean strict) {
            return files.size();
        }
    }

    private EventCall begin() {
        event.aboutToRun().connect(received::add);
        event.completed().connect(received::add);
        event.crashed().connect(received::add);
        event.exited().connect(received::add);
        return event.begin(importer, List.of("a", "b"), true);
    }

    private void forget() {
        event.aboutToRun().disconnectAll();
        event.completed().disconnectAll();
        event.crashed().disconnectAll();
        event.exited().disconnectAll();
    }

    @Test
    void ofACallThatReturns() throws Exception {
        EventCall call = begin();
        call.tag("asset", "a");
        call.complete(2);
        forget();

        EventData data = received.get(1);
        assertThat(data.event()).isSameAs(event);
        assertThat(data.name()).isEqualTo("import");
        assertThat(data.action()).isEqualTo(Importer.class.getDeclaredMethod("importAll", List.class, boolean.class));
        assertThat(data.target()).isSameAs(importer);
        assertThat(data.args()).containsExactly(List.of("a", "b"), true);
        assertThat(data.arguments()).isEqualTo(Map.of("files", List.of("a", "b"), "strict", true));
        assertThat(data.extra()).isEqualTo(Map.of("project", "SuperProject"));
        assertThat(data.elevated()).isTrue();
        assertThat(data.description()).isEqualTo("imports assets");
        assertThat(data.crashed()).isFalse();
        assertThat(data.excDesc()).isNull();
        assertThat(data.excTrace()).isNull();
        assertThat(data.tags()).isEqualTo(Map.of("asset", "a"));
        assertThat(data.result()).isEqualTo(2);
        assertThat(data.status()).isEqualTo(EventStatus.COMPLETED);
    }

    @Test
    void ofACallThatThrows() {
        begin().crash(new IllegalStateException("broken"));
        forget();

        EventData data = received.get(1);
        assertThat(data.status()).isEqualTo(EventStatus.CRASHED);
        assertThat(data.crashed()).isTrue();
        assertThat(data.excDesc()).isEqualTo("java.lang.IllegalStateException: broken");
        assertThat(data.excTrace())
                .contains("IllegalStateException: broken", "\tat ", "EventDataTest.ofACallThatThrows");
        assertThat(data.result()).isNull();
    }

    @Test
    void isOneImmutableRecordPerStage() {
        EventCall call = begin();
        call.tag("late", true);
        call.complete(2);
        forget();

        assertThat(received)
                .extracting(EventData::status)
                .containsExactly(EventStatus.ABOUT_TO_RUN, EventStatus.COMPLETED, EventStatus.EXITED);
        assertThat(received.get(0).tags()).isEmpty();
        assertThat(received.get(0).result()).isNull();
        assertThat(received.get(2).result()).isEqualTo(2);
        assertThat(received).extracting(EventData::callId).containsOnly(call.callId());
    }
}
