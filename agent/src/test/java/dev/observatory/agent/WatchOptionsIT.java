package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Watched;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.LiveJvm;
import dev.observatory.agent.testing.Tool;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the options of {@code watch}, {@code top} and {@code attach} select, and how it is shown. */
class WatchOptionsIT {
    private static final String DESK = "com.acme.Watched$Desk";
    private static final String RED = "\u001b[31m";

    private LiveJvm jvm;

    @BeforeEach
    void start() {
        jvm = LiveJvm.of(List.of("-cp", ForkedJvm.testClasses().toString(), Watched.class.getName()));
    }

    @AfterEach
    void end() {
        jvm.close();
    }

    private List<String> watched(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "watch";
        all[1] = jvm.pid();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Tool.linesOf(all);
    }

    @Test
    void lambdaBodiesAreShownByTheMethodTheyAreWrittenIn() {
        List<String> lines = watched(DESK + "#total/lambda", "--args", "--result", "--limit", "6");

        assertThat(lines)
                .hasSize(6)
                .anyMatch(line -> line.matches(".* Watched\\$Desk\\.total/lambda\\$\\d\\(number=2\\) = 4"))
                .anyMatch(line -> line.matches(".* Watched\\$Desk\\.total/lambda\\$\\d\\(numbers=\\[1, 2]\\) = 6"));
        assertThat(watched(DESK + "#*/lambda", "--limit", "3"))
                .allMatch(line -> line.contains("Watched$Desk.total/lambda$"));
        assertThat(watched("com.acme.Watched#work/lambda", "--limit", "2"))
                .allMatch(line -> line.contains(" Watched.work/lambda(IntSupplier)  "));
    }

    @Test
    void otherPatternsLeaveLambdaBodiesOut() {
        assertThat(watched(DESK + "#*", "--limit", "30"))
                .anyMatch(line -> line.contains("Desk.total(List)"))
                .noneMatch(line -> line.contains("lambda"));

        ForkedJvm.Result byCompilersName = Tool.run("watch", jvm.pid(), DESK + "#lambda$total$0");
        ForkedJvm.Result inOtherMethod = Tool.run("watch", jvm.pid(), DESK + "#fill/lambda");

        assertThat(byCompilersName.exit()).isEqualTo(11);
        assertThat(byCompilersName.err())
                .contains("For lambda bodies, name the method that they are written in, as in [Outer#method/lambda]");
        assertThat(inOtherMethod.exit()).isEqualTo(11);
        assertThat(inOtherMethod.err()).contains(DESK + "#total/lambda");
    }

    @Test
    void lambdaBodiesAndConstructorsAreWovenByAttachToo() {
        Tool.linesOf(
                "attach", jvm.pid(), "--include", DESK + "#total/lambda", "--include", "com.acme.Watched$Item#<init>");

        assertThat(Tool.linesOf("status", jvm.pid()))
                .anyMatch(line -> line.matches("  woven    total/lambda\\$\\d\\(Integer\\)"))
                .contains("  woven    <init>(String)");
        Tool.linesOf("detach", jvm.pid());
    }

    @Test
    void constructorsHaveTheirNameInClassFilesToo() {
        assertThat(watched("com.acme.Watched$Item#<init>", "--args", "--limit", "2"))
                .allMatch(line -> line.endsWith(" Watched$Item.new(name=\"cup\")"));
    }

    @Test
    void argumentsAreThoseOfTheBeginningOrOfTheEnd() {
        assertThat(watched(DESK + "#fill", "--args", "--limit", "2"))
                .allMatch(line -> line.endsWith(" Watched$Desk.fill(list=[\"tea\"])"));
        assertThat(watched(DESK + "#fill", "--args-after", "--limit", "2"))
                .allMatch(line -> line.endsWith(" Watched$Desk.fill(list=[\"tea\", \"added\"])"));
        assertThat(watched(DESK + "#fill", "--args", "--args-after", "--limit", "2"))
                .allMatch(
                        line -> line.endsWith(" Watched$Desk.fill(list=[\"tea\"]) after (list=[\"tea\", \"added\"])"));
    }

    @Test
    void aCallThatDoesNotEndIsShownWhenItBegins() throws Exception {
        Process watch = new ProcessBuilder(Tool.command("watch", jvm.pid(), DESK + "#await", "--begin", "--limit", "1"))
                .start();
        BufferedReader err = new BufferedReader(new InputStreamReader(watch.getErrorStream(), StandardCharsets.UTF_8));
        assertThat(err.lines().filter(line -> line.startsWith("Woven: ")).findFirst())
                .get()
                .asString()
                .startsWith("Woven: 1 members of 1 classes");

        jvm.ask("hang");

        assertThat(new String(watch.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  \\[worker]  Watched\\$Desk\\.await\\(Object\\) begins\n");
        assertThat(watch.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void beginningsHaveArgumentsAndTheNumberOfTheCall() {
        List<String> lines = watched(DESK + "#fill", "--begin", "--args", "--json", "--limit", "8");

        String begin = lines.stream()
                .filter(line -> line.contains("\"kind\":\"begin\""))
                .findFirst()
                .orElseThrow();
        String call = begin.replaceAll(".*(\"call\":\\d+),.*", "$1");
        assertThat(begin).contains("\"arguments\":{\"list\":\"[\\\"tea\\\"]\"}");
        assertThat(lines).anyMatch(line -> line.contains("\"kind\":\"call\"") && line.contains(call + ","));
    }

    @Test
    void classesOfSeveralLoadersAreToldApartAndOneCanBeSelected() {
        String part = "com.acme.Watched$Part";

        ForkedJvm.Result both = Tool.run("watch", jvm.pid(), part, "--limit", "4");
        ForkedJvm.Result second = Tool.run("watch", jvm.pid(), part, "--loader", "second", "--limit", "4");
        ForkedJvm.Result none = Tool.run("watch", jvm.pid(), part, "--loader", "third");

        assertThat(both.err())
                .containsPattern(
                        "Class \\[com\\.acme\\.Watched\\$Part] is in several class loaders: \\[first@[0-9a-f]+,"
                                + " second@[0-9a-f]+]\\. \\[--loader NAME] selects one")
                .contains("Woven: 2 members of 2 classes");
        assertThat(both.lines())
                .anyMatch(line -> line.matches(".*]  first@[0-9a-f]+/Watched\\$Part\\.getAsInt\\(\\)  .*"))
                .anyMatch(line -> line.matches(".*]  second@[0-9a-f]+/Watched\\$Part\\.getAsInt\\(\\)  .*"));
        assertThat(second.err()).contains("Woven: 1 members of 1 classes");
        assertThat(second.lines()).hasSize(4).allMatch(line -> line.contains("]  Watched$Part.getAsInt()"));
        assertThat(none.exit()).isEqualTo(11);
        assertThat(none.err()).containsPattern("Class loader \\[third] has none; these have: \\[first@");
        assertThat(Tool.linesOf("top", jvm.pid(), part, "--rounds", "1", "--interval", "200ms"))
                .anyMatch(line -> line.contains("  first@"))
                .anyMatch(line -> line.contains("  second@"));
    }

    @Test
    void generatedClassesAreLeftOutUnlessRequested() {
        String plans = "com.acme.Watched$Plan**";

        assertThat(watched(plans, "--limit", "4")).allMatch(line -> line.contains("Watched$Plan.steps()"));
        assertThat(watched(plans, "--generated", "--limit", "9"))
                .anyMatch(line -> line.contains("Watched$Plan$$EnhancerByCGLIB$$1.one()"));
        ForkedJvm.Result alone = Tool.run("watch", jvm.pid(), "com.acme.Watched$Plan$$**");
        assertThat(alone.exit()).isEqualTo(11);
        assertThat(alone.err())
                .contains("Generated classes such as [com.acme.Watched$Plan$$EnhancerByCGLIB$$1] do; they are left out"
                        + " without [--generated].");
    }

    @Test
    void whatCannotBeWovenIsOneLineUnlessListed() {
        String abstractMethods = "com.acme.Watched$Plan";

        ForkedJvm.Result counted = Tool.run("watch", jvm.pid(), abstractMethods, "--limit", "1");
        ForkedJvm.Result listed = Tool.run("watch", jvm.pid(), abstractMethods, "--limit", "1", "--verbose");

        assertThat(counted.err().lines().filter(line -> line.startsWith("  skipped  ")))
                .singleElement()
                .asString()
                .startsWith("  skipped  6 members: 6 since it is abstract");
        assertThat(listed.err().lines().filter(line -> line.startsWith("  skipped  ")))
                .hasSize(6);
    }

    @Test
    void theLimitOfPatternsCanBeSetAndIsReportedInOneLine() {
        List<String> limited = Tool.linesOf("attach", jvm.pid(), "--include", "com.acme.Watched**", "--max", "2");

        assertThat(limited.stream().filter(line -> line.startsWith("  skipped  ") && line.contains("[2] methods")))
                .singleElement()
                .asString()
                .matches(
                        "  skipped  \\d+ members: patterns select more than \\[2] methods\\. Narrow the patterns, or raise"
                                + " the limit: \\[observatory attach \\d+ --max N]\\. \\[observatory status] lists them");
        assertThat(Tool.linesOf("status", jvm.pid()))
                .anyMatch(line ->
                        line.startsWith("  skipped  fill(List): a pattern selects it, and patterns select more"));

        List<String> raised = Tool.linesOf("attach", jvm.pid(), "--include", "com.acme.Watched**", "--max", "500");

        assertThat(raised).noneMatch(line -> line.contains("patterns select more than"));
        assertThat(Tool.linesOf("status", jvm.pid())).contains("  woven    fill(List)");
        assertThat(Tool.run("attach", jvm.pid(), "--max", "0").err())
                .isEqualTo("[--max] must be at least [1], but is [0]\n");
        Tool.linesOf("detach", jvm.pid());
    }

    @Test
    void topIsSortedByTheRequestedNumber() {
        List<String> byErrors = Tool.linesOf(
                "top", jvm.pid(), DESK, "--sort", "errors", "--rounds", "1", "--interval", "500ms", "--rows", "3");

        assertThat(byErrors).element(0).asString().matches("CALLS/S +CALLS +ERRORS +TOTAL +P50 +P99 +MAX +METHOD");
        assertThat(byErrors).element(1).asString().endsWith(DESK + ".fail(int)");
        assertThat(Tool.run("top", jvm.pid(), DESK, "--sort", "name").err())
                .contains("it must be [total], [calls], [errors] or [p99], but is [name]");
    }

    @Test
    void failuresAreColoredIfRequested() {
        assertThat(watched(DESK + "#fail", "--color", "always", "--limit", "2"))
                .allMatch(line -> line.startsWith(RED) && line.endsWith("\u001b[0m"));
        assertThat(watched(DESK + "#fill", "--color=always", "--limit", "2"))
                .noneMatch(line -> line.contains("\u001b"));
        assertThat(watched(DESK + "#fail", "--limit", "2")).noneMatch(line -> line.contains("\u001b"));
        assertThat(Tool.run("watch", jvm.pid(), DESK, "--color", "red").exit()).isEqualTo(2);
    }

    @Test
    void namesThatTheEncodingLacksAreEscapedEverywhere() {
        Map<String, String> plain = Map.of("LC_ALL", "C");

        ForkedJvm.Result watched =
                ForkedJvm.launch(Tool.command("watch", jvm.pid(), DESK + "#stra*", "--args", "--limit", "1"), plain);
        ForkedJvm.Result table = ForkedJvm.launch(
                Tool.command("top", jvm.pid(), DESK + "#stra*", "--rounds", "1", "--interval", "200ms"), plain);
        ForkedJvm.Result error = ForkedJvm.launch(Tool.command("watch", jvm.pid(), DESK + "#strasse"), plain);

        assertThat(watched.out()).contains("Watched$Desk.stra\\u00dfe(letter=\"\\u00e9\")");
        assertThat(table.out()).contains(DESK + ".stra\\u00dfe(String)");
        assertThat(error.err()).contains(DESK + "#stra\\u00dfe");
        assertThat(watched.out() + table.out()).doesNotContain("?");
    }
}
