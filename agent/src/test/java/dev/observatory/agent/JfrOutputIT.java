package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Empty;
import com.acme.Kiosk;
import com.acme.Recordings;
import dev.observatory.agent.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output of {@code observe=jfr} in flight recordings. */
class JfrOutputIT {
    @TempDir
    private Path folder;

    private static List<RecordedEvent> events(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("dev.observatory."))
                .sorted(Comparator.comparing(RecordedEvent::getStartTime))
                .toList();
    }

    private static String textOf(RecordedEvent event) {
        String type = event.getEventType().getName().substring("dev.observatory.".length());
        String of = event.getClass("declaringClass") == null
                ? "-"
                : event.getClass("declaringClass").getName();
        return type.equals("Event")
                ? "Event " + of + " " + event.getString("name") + " " + event.getString("status") + " "
                        + event.getString("tags")
                : "Assignment " + of + " " + event.getString("name") + " " + event.getString("oldValue") + " "
                        + event.getString("newValue");
    }

    @Test
    void recordingsHaveCallsAndAssignmentsAndNothingIsObservedBetweenThem() throws IOException {
        Path first = folder.resolve("first.jfr");
        Path second = folder.resolve("second.jfr");

        ForkedJvm.Result result =
                ForkedJvm.withAgent("observe=jfr").run(Recordings.class.getName(), first.toString(), second.toString());

        assertThat(result.err()).isEmpty();
        assertThat(result.lines())
                .containsExactly(
                        "before: false false",
                        "during: true true",
                        "after: false false",
                        "during: true true",
                        "after: false false",
                        "calls not wanted: false true");
        for (Path file : List.of(first, second)) {
            assertThat(events(file))
                    .extracting(JfrOutputIT::textOf)
                    .containsExactlyInAnyOrder(
                            "Event com.acme.Kiosk sell COMPLETED {till=7, sessionId=(redacted)}",
                            "Event com.acme.Kiosk openAndFail CRASHED null",
                            "Event com.acme.Kiosk fail CRASHED null",
                            "Event - inventory COMPLETED null",
                            "Event com.acme.Kiosk deliver COMPLETED null",
                            "Assignment com.acme.Kiosk state null null",
                            "Assignment com.acme.Kiosk pin null null");
        }
    }

    @Test
    void aRecordingStartedWithTheJvmHasAllEventsWithNestingAndValues() throws IOException {
        Path file = folder.resolve("all.jfr");

        ForkedJvm.Result result = ForkedJvm.withAgent("observe=jfr;values=assigned")
                .with("-XX:StartFlightRecording=filename=" + file + ",settings=none", "-Xlog:jfr*=off")
                .run(Kiosk.class.getName(), "once");

        assertThat(result.err()).isEmpty();
        List<RecordedEvent> events = events(file);
        assertThat(events)
                .extracting(JfrOutputIT::textOf)
                .contains(
                        "Assignment com.acme.Kiosk state null \"open\"",
                        "Assignment com.acme.Kiosk pin (redacted) (redacted)");
        RecordedEvent outer = named(events, "openAndFail");
        RecordedEvent inner = named(events, "fail");
        assertThat(inner.getLong("parentId")).isEqualTo(outer.getLong("callId"));
        assertThat(outer.getLong("parentId")).isZero();
        assertThat(outer.getStartTime()).isBeforeOrEqualTo(inner.getStartTime());
        assertThat(outer.getEndTime()).isAfterOrEqualTo(inner.getEndTime());
        assertThat(inner.getClass("exception").getName()).isEqualTo(IllegalStateException.class.getName());
        assertThat(inner.getThread("caller").getJavaName()).isEqualTo("main");
        assertThat(inner.getStackTrace()).isNull();
    }

    private static RecordedEvent named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void settingsOfARecordingSelectStackTracesAndThresholds() throws IOException {
        Path file = folder.resolve("settings.jfr");

        ForkedJvm.Result result = ForkedJvm.withAgent("observe=jfr")
                .with(
                        "-XX:StartFlightRecording=filename=" + file
                                + ",settings=none,+dev.observatory.Event#stackTrace=true,+dev.observatory.Event#threshold=0ns,"
                                + "+dev.observatory.Assignment#enabled=false",
                        "-Xlog:jfr*=off")
                .run(Kiosk.class.getName(), "once");

        assertThat(result.err()).isEmpty();
        assertThat(events(file))
                .allMatch(event -> event.getStackTrace() != null)
                .hasSize(5);
    }

    @Test
    void theJfrToolOfTheJdkPrintsTheEvents() {
        Path file = folder.resolve("print.jfr");
        ForkedJvm.withAgent("observe=jfr").run(Recordings.class.getName(), file.toString());

        ForkedJvm.Result printed = ForkedJvm.launch(
                List.of(ForkedJvm.tool("jfr"), "print", "--events", "dev.observatory.*", file.toString()), Map.of());

        assertThat(printed.exit()).isZero();
        assertThat(printed.out())
                .contains(
                        "dev.observatory.Event {",
                        "dev.observatory.Assignment {",
                        "name = \"sell\"",
                        "declaringClass = com.acme.Kiosk")
                .contains("status = \"CRASHED\"", "tags = \"{till=7, sessionId=(redacted)}\"", "duration = ");
    }

    @Test
    void aRuntimeWithoutTheRecorderIsReportedAndRunsTheProgram() {
        ForkedJvm.Result result = ForkedJvm.withAgent("observe=jfr")
                .with("--limit-modules", "java.instrument")
                .run(Empty.class.getName());

        assertThat(result.exit()).isZero();
        assertThat(result.err().lines())
                .containsExactly(
                        "[observatory] [observe=jfr] has no effect: this runtime has no module [jdk.jfr]; use one that"
                                + " has, or start with [--add-modules jdk.jfr]");
    }

    @Test
    void aRecordingIsNotCorruptedByAStackOverflow() throws IOException {
        Path file = folder.resolve("stack.jfr");

        ForkedJvm.Result result = ForkedJvm.withAgent("observe=jfr")
                .with("-Xss512k")
                .run(Recordings.class.getName(), "stack", file.toString());

        assertThat(result.exit()).isZero();
        List<RecordedEvent> events = events(file);
        assertThat(events)
                .hasSizeGreaterThan(1000)
                .allMatch(event -> event.getClass("declaringClass").getName().startsWith("com.acme."));
        assertThat(textOf(events.get(events.size() - 1))).isEqualTo("Event com.acme.Till ring COMPLETED null");
    }
}
