package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Kiosk;
import com.acme.LoggedCorners;
import dev.observatory.agent.testing.AgentClasses;
import dev.observatory.agent.testing.ClassLoadLog;
import dev.observatory.agent.testing.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The output of {@code observe=log}, and what it must not do. */
class LogOutputIT {
    private static final String FORMAT = "-Djava.util.logging.SimpleFormatter.format=%4$s %3$s: %5$s%6$s%n";

    @TempDir
    private Path folder;

    private static ForkedJvm.Result run(String arguments, String... programArguments) {
        return ForkedJvm.withAgent(arguments).with(FORMAT).run(Kiosk.class.getName(), programArguments);
    }

    /** The lines of the log, without what differs from run to run. */
    private static List<String> logged(ForkedJvm.Result result) {
        assertThat(result.exit()).isZero();
        assertThat(result.lines()).last().isEqualTo("done");
        return result.err()
                .lines()
                .map(line ->
                        line.replaceAll("[0-9.]+ (ns|us|ms|s),", "T,").replaceAll("call \\d+( in \\d+)?", "call N"))
                .toList();
    }

    @Test
    void eachCallAndAssignmentIsLoggedInOneLineWithoutValues() {
        assertThat(logged(run("observe=log", "once")))
                .containsExactly(
                        "INFO dev.observatory.events: com.acme.Kiosk.sell completed in T, call N, thread main, tags {till=7,"
                                + " sessionId=(redacted)}",
                        "INFO dev.observatory.events: com.acme.Kiosk.state assigned, thread main",
                        "INFO dev.observatory.events: com.acme.Kiosk.fail crashed with java.lang.IllegalStateException after T,"
                                + " call N, thread main",
                        "INFO dev.observatory.events: com.acme.Kiosk.openAndFail crashed with java.lang.IllegalStateException"
                                + " after T, call N, thread main",
                        "INFO dev.observatory.events: com.acme.Kiosk.pin assigned, thread main",
                        "INFO dev.observatory.events: inventory completed in T, call N, thread main",
                        "INFO dev.observatory.events: com.acme.Kiosk.deliver completed in T, call N, thread main");
    }

    @Test
    void valuesAppearIfConfiguredAndSecretsNever() {
        assertThat(logged(run("observe=log;values=args,result,exception,assigned;level=warning", "once")))
                .containsExactly(
                        "WARNING dev.observatory.events: com.acme.Kiosk.sell completed in T, call N, thread main, tags {till=7,"
                                + " sessionId=(redacted)}, args {customer=\"Ada\\u001b[31m\", card=(redacted), goods=[\"tea\","
                                + " \"milk\"]}, result 2",
                        "WARNING dev.observatory.events: com.acme.Kiosk.state assigned, from null to \"open\", thread main",
                        "WARNING dev.observatory.events: com.acme.Kiosk.fail crashed with java.lang.IllegalStateException:"
                                + " nothing\\nleft after T, call N, thread main, args {}",
                        "WARNING dev.observatory.events: com.acme.Kiosk.openAndFail crashed with"
                                + " java.lang.IllegalStateException: nothing\\nleft after T, call N, thread main, args {}",
                        "WARNING dev.observatory.events: com.acme.Kiosk.pin assigned, from (redacted) to (redacted), thread main",
                        "WARNING dev.observatory.events: inventory completed in T, call N, thread main, args {}, result 1",
                        "WARNING dev.observatory.events: com.acme.Kiosk.deliver completed in T, call N, thread main, args {},"
                                + " result \"there\"");
    }

    @Test
    void shortCallsAreOmittedIfConfigured() {
        assertThat(logged(run("observe=log;minduration=1h", "once")))
                .hasSize(2)
                .allMatch(line -> line.contains(" assigned"));
    }

    @Test
    void linesBeyondTheRateAreCounted() {
        List<String> lines = logged(run("observe=log;rate=5", "many", "200000"));

        long leftOut = lines.stream()
                .filter(line -> line.contains("were omitted"))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*\\((\\d+) lines before.*", "$1")))
                .sum();
        assertThat(lines).hasSizeBetween(5, 500);
        assertThat(lines.size() + leftOut).isBetween(1L, 200_000L);
    }

    @Test
    void linesOmittedLastAreCountedWhenTheProgramExits() {
        List<String> lines = logged(run("observe=log;rate=5", "many", "20000"));

        long leftOut = lines.stream()
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*\\((\\d+) lines before.*", "$1")
                        .replaceAll(".*omitted after the last one: ", "")
                        .replaceAll(".*\\D.*", "0")))
                .sum();
        assertThat(lines).last().asString().startsWith("[observatory] observe=log: lines omitted after the last one: ");
        assertThat(lines.size() - 1 + leftOut).isEqualTo(20_000);
    }

    @Test
    void eventsCausedByLoggingAreNotLogged() {
        assertThat(logged(run("observe=log", "handler")))
                .containsExactly(
                        "INFO dev.observatory.events: com.acme.Kiosk.tick completed in T, call N, thread main",
                        "INFO dev.observatory.events: com.acme.Kiosk.state assigned, thread main",
                        "INFO dev.observatory.events: com.acme.Kiosk.tick completed in T, call N, thread main");
    }

    @Test
    void failuresOfTheLogDoNotReachTheProgram() {
        assertThat(logged(run("observe=log", "broken"))).anyMatch(line -> line.contains("the disk is full"));
    }

    @Test
    void theProgramMayChooseItsLogManagerInMain() {
        ForkedJvm.Result result = run("observe=log", "manager");

        assertThat(result.lines()).containsExactly("OwnLogManager", "done");
    }

    @Test
    void nothingIsLoggedIfTheLevelIsDisabled() {
        assertThat(logged(run("observe=log;level=TRACE", "once"))).isEmpty();
    }

    @Test
    void noLoggingIsLoadedBeforeTheFirstEvent() {
        ForkedJvm.Result result =
                ForkedJvm.withAgent("observe=log").with(ClassLoadLog.OPTION).run(com.acme.Empty.class.getName());

        assertThat(result.err()).isEmpty();
        assertThat(ClassLoadLog.of(result).keySet())
                .contains(AgentClasses.LOG_OUTPUT)
                .noneMatch(name -> name.startsWith("java.util.logging."));
    }

    @Test
    void settingsAreReadFromVariablesPropertiesAndAFile() throws Exception {
        Path config = Files.writeString(folder.resolve("observatory.properties"), "observe=log\nlevel=DEBUG\nlvel=x\n");
        ForkedJvm jvm = ForkedJvm.withAgent().with(FORMAT, "-Dobservatory.level=WARNING");
        List<String> command = new java.util.ArrayList<>(List.of(ForkedJvm.tool("java")));
        command.addAll(jvm.options());
        command.addAll(List.of("-cp", ForkedJvm.testClasses().toString(), Kiosk.class.getName(), "many", "1"));

        ForkedJvm.Result result = ForkedJvm.launch(
                command, Map.of("OBSERVATORY_CONFIG", config.toString(), "OBSERVATORY_LEVEL", "ERROR"));

        assertThat(logged(result))
                .containsExactly(
                        "[observatory] key [lvel] in file [" + config
                                + "] is not known and was ignored; did you mean [level]?",
                        "WARNING dev.observatory.events: com.acme.Kiosk.tick completed in T, call N, thread main");
    }

    @Test
    void eventsAtTheEndOfTheStackDoNotBreakTheLoggingOfTheProgram() {
        ForkedJvm.Result result =
                ForkedJvm.withAgent("observe=log").with(FORMAT, "-Xss512k").run(LoggedCorners.class.getName(), "stack");

        assertThat(result.lines()).containsExactly("overflow", "WARNING mine: still works", "done");
    }

    @Test
    void assignmentsInClassesThatWereLoadedBeforeTheFieldWasKnownAreLogged() {
        ForkedJvm.Result result =
                ForkedJvm.withAgent("observe=log").with(FORMAT).run(LoggedCorners.class.getName(), "early");

        assertThat(result.lines()).containsExactly("true", "done");
    }

    @Test
    void everyLibraryInstanceIsObserved() {
        ForkedJvm.Result result = ForkedJvm.withAgent("observe=log;values=args")
                .with(FORMAT)
                .run(
                        LoggedCorners.class.getName(),
                        "child",
                        ForkedJvm.testClasses().toString(),
                        ForkedJvm.core().toString());

        assertThat(logged(result))
                .containsExactly(
                        "INFO dev.observatory.events: com.acme.Till.ring completed in T, call N, thread main, args {price=1}",
                        "INFO dev.observatory.events: com.acme.Till.ring completed in T, call N, thread main, args {price=2}");
    }

    @Test
    void linesOfManyThreadsAreAllLoggedOrCounted() {
        List<String> lines = logged(ForkedJvm.withAgent("observe=log;rate=1000000")
                .with(FORMAT)
                .run(LoggedCorners.class.getName(), "threads", "8", "200"));

        assertThat(lines).hasSize(1600);
    }
}
