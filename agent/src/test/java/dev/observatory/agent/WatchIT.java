package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.testing.AgentClasses;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.LiveJvm;
import dev.observatory.agent.testing.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watching a program, and the state of both sides after each way to end it. */
class WatchIT {
    private static final Pattern COUNTS = Pattern.compile("Sent (\\d+), shown (\\d+), dropped (\\d+)");
    private static final String PLACE = "com.acme.Attached$Desk#place";

    private LiveJvm jvm;
    private String bytecode;

    @BeforeEach
    void start() {
        jvm = LiveJvm.start();
        bytecode = jvm.ask("bytecode");
    }

    @AfterEach
    void end() {
        jvm.close();
    }

    @Test
    void callsAreShownWithTheRequestedValuesButNotSecrets() {
        ForkedJvm.Result watched =
                Tool.run("watch", jvm.pid(), PLACE, "--args", "--result", "--exceptions", "--duration", "--limit", "6");

        assertThat(watched.exit()).as(watched.err()).isZero();
        assertThat(watched.lines())
                .hasSize(6)
                .allMatch(line -> line.matches(
                        "\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  \\[worker]  Attached\\$Desk\\.place\\(item=\"tea\","
                                + " count=-?\\d+, password=\\(redacted\\)\\) (= -?\\d+|!"
                                + " java\\.lang\\.IllegalStateException: no tea for -?\\d+)  [0-9.]+ (ns|us|ms)"));
        assertThat(watched.out()).contains(" = ", " ! ").doesNotContain("hunter2");
        assertThat(watched.err().lines()).last().asString().matches("Sent \\d+, shown 6, dropped \\d+");
        assertThatNothingIsLeft();
    }

    @Test
    void valuesAreNotShownUnlessRequested() {
        ForkedJvm.Result watched = Tool.run("watch", jvm.pid(), PLACE, "--limit", "4");

        assertThat(watched.lines())
                .allMatch(line -> line.matches(".* Attached\\$Desk\\.place\\(String, int, String\\)"
                        + "( ! java\\.lang\\.IllegalStateException)?  [0-9.]+ (ns|us|ms)"));
    }

    @Test
    void nestedCallsAreIndentedAndFailuresCanBeSelected() {
        ForkedJvm.Result nested = Tool.run("watch", jvm.pid(), "com.acme.Attached$Desk", "--limit", "9");
        ForkedJvm.Result failures = Tool.run("watch", jvm.pid(), PLACE, "--failures", "--limit", "2");

        assertThat(nested.lines())
                .anyMatch(line -> line.contains("]    Attached$Desk.check(String, String)"))
                .anyMatch(line -> line.contains("]  Attached$Desk.place("));
        assertThat(failures.lines()).hasSize(2).allMatch(line -> line.contains("! java.lang.IllegalStateException"));
    }

    @Test
    void assignmentsAreShownWithOldAndNewValue() {
        ForkedJvm.Result watched =
                Tool.run("watch", jvm.pid(), "--fields", "com.acme.Attached$Desk#stock", "--limit", "3");

        assertThat(watched.exit()).as(watched.err()).isZero();
        assertThat(watched.lines())
                .hasSize(3)
                .allMatch(line -> line.matches(".*Attached\\$Desk\\.stock: -?\\d+ -> -?\\d+"));
        assertThatNothingIsLeft();
    }

    @Test
    void jsonHasOneObjectPerLine() {
        assertThat(Tool.linesOf("watch", jvm.pid(), PLACE, "--json", "--args", "--limit", "1"))
                .singleElement()
                .asString()
                .startsWith("{\"kind\":\"call\",\"time\":")
                .contains("\"class\":\"com.acme.Attached$Desk\",\"method\":\"place(String, int, String)\"")
                .contains("\"arguments\":{\"item\":\"\\\"tea\\\"\",\"count\":\"")
                .contains("\"password\":\"(redacted)\"");
    }

    @Test
    void callsOnInstancesOfOtherTypesCanBeFilteredOut() throws Exception {
        Process none = begun("watch", jvm.pid(), PLACE, "--instance-of", "Order");
        awaitWoven();
        interrupt(none);
        assertThat(none.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(none.exitValue()).isZero();
        assertThat(none.getInputStream().readAllBytes()).isEmpty();

        assertThat(Tool.run("watch", jvm.pid(), PLACE, "--instance-of", "Function", "--limit", "1")
                        .lines())
                .hasSize(1);
    }

    @Test
    void anUnmatchedPatternIsAnsweredWithSimilarNames() {
        ForkedJvm.Result wrongClass = Tool.run("watch", jvm.pid(), "com.acme.Atached$Dsk#place");
        ForkedJvm.Result wrongMethod = Tool.run("watch", jvm.pid(), "com.acme.Attached$Desk#plaice");

        assertThat(wrongClass.exit()).isEqualTo(11);
        assertThat(wrongClass.err())
                .contains("No loaded class matches the pattern. Did you mean one of [com.acme.Attached$Desk, ");
        assertThat(wrongMethod.exit()).isEqualTo(11);
        assertThat(wrongMethod.err()).contains("Did you mean one of [com.acme.Attached$Desk#place, ");
        assertThat(Tool.run("watch", jvm.pid(), PLACE, "com.acme.Attached$Desk#chek", "--limit", "1")
                        .err())
                .contains("No loaded class matches [com.acme.Attached$Desk#chek]. Did you mean one of"
                        + " [com.acme.Attached$Desk#check, ")
                .contains("Woven: 1 members of 1 classes in ");
        assertThatNothingIsLeft();
    }

    @Test
    void everyEventIsCountedAsShownOrDroppedAndClassesAreRevertedOnCtrlC() throws Exception {
        int calls = 300_000;
        Process watch = begun("watch", jvm.pid(), "com.acme.Attached$Burst#one");
        askUntilShown(watch);
        jvm.ask("burst " + calls);

        interrupt(watch);
        long shownLines = lines(watch.getInputStream()).size() + 1L;
        List<String> err = lines(watch.getErrorStream());

        assertThat(watch.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(watch.exitValue()).isZero();
        Matcher counts = COUNTS.matcher(err.get(err.size() - 1));
        assertThat(counts.matches()).as(String.join("\n", err)).isTrue();
        assertThat(Long.parseLong(counts.group(1))).as("sent").isGreaterThan(calls);
        assertThat(Long.parseLong(counts.group(2))).as("shown").isEqualTo(shownLines);
        assertThat(Long.parseLong(counts.group(2)) + Long.parseLong(counts.group(3)))
                .isEqualTo(Long.parseLong(counts.group(1)));
        assertThatNothingIsLeft();
    }

    @Test
    void theAgentDetachesWhenTheCommandLineIsKilled() throws Exception {
        Process watch = begun("watch", jvm.pid(), PLACE);
        awaitWoven();

        watch.destroyForcibly().waitFor();

        awaitBytecode(bytecode);
        assertThat(jvm.err()).isEmpty();
        assertThat(Tool.run("watch", jvm.pid(), PLACE, "--limit", "1").lines()).hasSize(1);
    }

    @Test
    void theCommandLineEndsWhenTheProgramIsKilled() throws Exception {
        Process watch = begun("watch", jvm.pid(), PLACE);
        awaitWoven();

        jvm.process().destroyForcibly();

        assertThat(watch.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(watch.exitValue()).isZero();
        assertThat(lines(watch.getErrorStream())).last().asString().startsWith("The program has ended. Sent ");
    }

    @Test
    void theCountsAddUpWhenTheProgramIsKilled() throws Exception {
        Process watch = begun("watch", jvm.pid(), "com.acme.Attached$Burst#one");
        askUntilShown(watch);
        jvm.ask("burst 20000");

        jvm.process().destroyForcibly();

        long shownLines = lines(watch.getInputStream()).size() + 1L;
        assertThat(watch.waitFor(20, TimeUnit.SECONDS)).isTrue();
        List<String> err = lines(watch.getErrorStream());
        Matcher counts = COUNTS.matcher(err.get(err.size() - 1).replace("The program has ended. ", ""));
        assertThat(counts.matches()).as(String.join("\n", err)).isTrue();
        assertThat(Long.parseLong(counts.group(2))).as("shown").isEqualTo(shownLines);
        assertThat(Long.parseLong(counts.group(2)) + Long.parseLong(counts.group(3)))
                .isEqualTo(Long.parseLong(counts.group(1)));
    }

    @Test
    void theLastEventsAreShownWhenTheProgramExits() throws Exception {
        Process watch = begun("watch", jvm.pid(), "com.acme.Attached$Desk#*");
        awaitWoven();

        jvm.say("exit");

        assertThat(jvm.exit()).isZero();
        List<String> shown = lines(watch.getInputStream());
        assertThat(watch.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(watch.exitValue()).isZero();
        assertThat(lines(watch.getErrorStream()))
                .last()
                .asString()
                .matches("Sent " + shown.size() + ", shown " + shown.size() + ", dropped 0");
    }

    @Test
    void aStoppedCommandLineDoesNotBlockTheProgram() throws Exception {
        Process watch = begun("watch", jvm.pid(), "com.acme.Attached$Burst#one");
        askUntilShown(watch);
        signal("STOP", watch);

        jvm.ask("burst 200000");

        signal("CONT", watch);
        interrupt(watch);
        lines(watch.getInputStream());
        assertThat(watch.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThatNothingIsLeft();
    }

    @Test
    void theLastWatchDetachesTheAgentAndNoOtherIsCutOff() throws Exception {
        Process first = begun("watch", jvm.pid(), PLACE);
        awaitWoven();
        Process other = begun("watch", jvm.pid(), "com.acme.Attached$Burst#one");
        askUntilShown(other);

        interrupt(first);
        lines(first.getInputStream());
        assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
        awaitBytecode(bytecode);

        askUntilShown(other);
        interrupt(other);
        lines(other.getInputStream());
        assertThat(lines(other.getErrorStream())).last().asString().startsWith("Sent ");
        assertThatNothingIsLeft();
    }

    @Test
    void aWatchReportsThatAnotherCommandDetachedTheAgent() throws Exception {
        Process watch = begun("watch", jvm.pid(), PLACE);
        awaitWoven();

        Tool.linesOf("detach", jvm.pid());

        lines(watch.getInputStream());
        assertThat(lines(watch.getErrorStream()))
                .last()
                .asString()
                .startsWith("Another command detached the agent. Sent ");
        assertThat(watch.waitFor(20, TimeUnit.SECONDS)).isTrue();
        Tool.linesOf("attach", jvm.pid());
        assertThat(Tool.linesOf("status", jvm.pid())).contains("  woven    twice(int)");
        Tool.linesOf("detach", jvm.pid());
        assertThatNothingIsLeft();
    }

    @Test
    void invalidNumbersAreRefused() {
        for (String option : List.of("--limit", "--rate")) {
            ForkedJvm.Result refused = Tool.run("watch", jvm.pid(), PLACE, option, "-1");
            assertThat(refused.exit()).isEqualTo(2);
            assertThat(refused.err()).isEqualTo("[" + option + "] must be at least [0], but is [-1]\n");
        }
        assertThat(Tool.run("top", jvm.pid(), PLACE, "--rows", "0").err())
                .isEqualTo("[--rows] must be at least [1], but is [0]\n");
        assertThat(Tool.run("top", jvm.pid(), PLACE, "--interval", "0ms").err())
                .isEqualTo("[--interval] must be between [10ms] and [24h]\n");
        assertThatNothingIsLeft();
    }

    @Test
    void outputThatCannotBeWrittenIsAFailure() {
        List<String> command = List.of("sh", "-c", String.join(" ", Tool.command("list")) + " > /dev/full");

        ForkedJvm.Result result = ForkedJvm.launch(command, java.util.Map.of());

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("The output could not be written: No space left on device\n");
    }

    @Test
    void topShowsCountsAndDurations() {
        List<String> tables = Tool.linesOf("top", jvm.pid(), PLACE, "--rounds", "2", "--interval", "300ms");

        assertThat(tables).element(0).asString().matches("CALLS/S +CALLS +ERRORS +TOTAL +P50 +P99 +MAX +METHOD");
        assertThat(tables.stream().filter(line -> line.contains("com.acme.Attached$Desk.place(String, int, String)")))
                .hasSize(2)
                .allMatch(line -> line.strip().matches("\\d+ +\\d+ +\\d+( +[0-9.]+ (ns|us|ms|s)){4} +com\\..*"));
        assertThatNothingIsLeft();
    }

    /** Programs of a build that runs in the background ignore Ctrl-C. */
    private Process begun(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(Tool.command(arguments));
        return new ProcessBuilder(command).start();
    }

    private static void interrupt(Process process) throws Exception {
        signal("INT", process);
    }

    private static void signal(String signal, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static List<String> lines(InputStream stream) {
        return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                .lines()
                .toList();
    }

    /** Makes the program call until the first call is shown. */
    private void askUntilShown(Process watch) {
        AtomicReference<String> shown = new AtomicReference<>("");
        Thread reader = new Thread(() -> shown.set(lineOf(watch.getInputStream())));
        reader.start();
        await(() -> {
            jvm.ask("burst 1");
            return !shown.get().isEmpty();
        });
    }

    private static String lineOf(InputStream stream) {
        StringBuilder line = new StringBuilder();
        try {
            for (int c = stream.read(); c != '\n' && c >= 0; c = stream.read()) {
                line.append((char) c);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return line.toString();
    }

    private void awaitWoven() {
        await(() -> !jvm.ask("bytecode").equals(bytecode));
    }

    private void awaitBytecode(String expected) {
        await(() -> jvm.ask("bytecode").equals(expected));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("still waiting after half a minute")
                    .isLessThan(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private void assertThatNothingIsLeft() {
        assertThat(Tool.run("status", jvm.pid()).exit()).as("attached").isEqualTo(12);
        assertThat(jvm.ask("bytecode")).isEqualTo(bytecode);
        await(() -> jvm.number("instances " + AgentClasses.CLASS_LOADER) == 0);
        assertThat(jvm.err()).isEmpty();
    }
}
