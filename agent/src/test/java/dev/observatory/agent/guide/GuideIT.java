package dev.observatory.agent.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.OrderDesk;
import dev.observatory.agent.guide.MarkdownPage.Block;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.Tool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README and the guide show is what happens: their examples print what stands below them, their options exist. */
class GuideIT {
    private static final Pattern TOOL = Pattern.compile("^(?:scripts/)?observatory (\\w+)(.*)$");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");
    private static final Pattern AGENT = Pattern.compile(
            "'-javaagent:observatory-agent\\.jar=(?<quoted>[^']+)'|-javaagent:observatory-agent\\.jar=(?<plain>[^'`\\s]+)");

    @TempDir
    private static Path folder;

    @BeforeAll
    static void compile() throws IOException {
        Files.writeString(
                folder.resolve("observatory.properties"),
                MarkdownPage.ofGuide("agent-configuration.md")
                        .blocks("properties")
                        .get(0)
                        .text());
        String classPath = ForkedJvm.agentJar() + File.pathSeparator + System.getProperty("java.class.path");
        assertThat(PageProgram.compile(programs(), classPath, folder)).isEmpty();
    }

    private static List<PageProgram> programs() {
        return PageProgram.all();
    }

    @ParameterizedTest
    @MethodSource("programs")
    void everyBlockPrintsWhatIsShown(PageProgram page) {
        ForkedJvm.Result result = ForkedJvm.withAgent().classPath(folder).run(page.main());

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        Map<Integer, String> printed = PageProgram.outputsOf(result.out());
        assertThat(printed).containsAllEntriesOf(page.outputs());
    }

    @ParameterizedTest
    @MethodSource("programs")
    void everyProgramPrintsWhatIsShown(PageProgram page) {
        page.programs().forEach((main, output) -> {
            ForkedJvm.Result result = ForkedJvm.withAgent().classPath(folder).run(main);

            assertThat(result.err()).isEmpty();
            assertThat(result.out()).isEqualTo(output);
        });
    }

    @Test
    void theFirstExampleIsShort() {
        Block example = MarkdownPage.of(MarkdownPage.README).blocks("java").get(0);

        assertThat(example.text().lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void everyOptionOfTheCommandLineExists() {
        Map<String, String> help = new TreeMap<>();
        List<String> unknown = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.forUsers()) {
            for (String line : commands(page)) {
                Matcher call = TOOL.matcher(line);
                if (call.matches()) {
                    String text = help.computeIfAbsent(call.group(1), command -> Tool.run(command, "--help")
                            .out());
                    OPTION.matcher(call.group(2))
                            .results()
                            .map(MatchResult::group)
                            .filter(option -> !text.contains(option))
                            .forEach(option -> unknown.add(page + ": " + line + ": " + option));
                }
            }
        }

        assertThat(help)
                .containsKeys("list", "attach", "watch", "top", "detach")
                .allSatisfy((command, text) -> assertThat(text).contains("Usage: observatory " + command));
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyOptionOfWatchIsExplained() {
        String page = MarkdownPage.ofGuide("command-line.md").text();

        assertThat(OPTION.matcher(Tool.run("watch", "--help").out()).results().map(MatchResult::group))
                .hasSizeGreaterThan(12)
                .allSatisfy(option -> assertThat(page).contains(option));
    }

    @Test
    void theAgentAcceptsEveryShownArgument() {
        List<String> arguments = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.forUsers()) {
            Matcher argument = AGENT.matcher(page.text());
            while (argument.find()) {
                arguments.add(argument.group("quoted") == null ? argument.group("plain") : argument.group("quoted"));
            }
        }

        for (String argument : arguments) {
            ForkedJvm.Result result = ForkedJvm.withAgent(
                            argument.replace("=observatory.properties", "=" + folder + "/observatory.properties"))
                    .classPath(folder, ForkedJvm.testClasses())
                    .run("Greeter");
            assertThat(result.err().lines().filter(line -> line.startsWith("[observatory]")))
                    .as(argument)
                    .isEmpty();
            assertThat(result.exit()).isZero();
        }
        assertThat(arguments).hasSizeGreaterThan(5);
    }

    @Test
    void everyShownSettingIsKnown() {
        String table = MarkdownPage.ofGuide("agent-configuration.md").text();
        List<String> settings = Pattern.compile("(?m)^\\| `(\\w+=[^`]*)`(?:, `(\\w+=)`)? \\|")
                .matcher(table)
                .results()
                .map(found -> found.group(1))
                .filter(setting -> !setting.endsWith("=") && !setting.matches("(failfast|dryrun).*"))
                .map(setting -> setting.replace("=FILE", "=" + folder + "/observatory.properties")
                        .replace("=FOLDER", "=" + folder.resolve("dump")))
                .toList();

        ForkedJvm.Result result = ForkedJvm.withAgent(String.join(";", settings) + ";observe=none")
                .classPath(folder, ForkedJvm.testClasses())
                .run("Greeter");

        assertThat(settings).hasSizeGreaterThan(10);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void theQuotedComplaintIsReal() {
        String complaint = ForkedJvm.withAgent("x=1")
                .classPath(folder, ForkedJvm.testClasses())
                .run("Greeter")
                .err();

        assertThat(MarkdownPage.ofGuide("troubleshooting.md").text())
                .contains("`" + complaint.substring(0, complaint.indexOf(';')) + "`");
    }

    @Test
    void everyScriptExists() {
        List<String> missing = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.forUsers()) {
            Pattern.compile("scripts/[a-z-]+")
                    .matcher(page.text())
                    .results()
                    .map(MatchResult::group)
                    .filter(script -> !Files.isExecutable(MarkdownPage.ROOT.resolve(script)))
                    .forEach(script -> missing.add(page + ": " + script));
        }

        assertThat(missing).isEmpty();
    }

    @Test
    void theLineOfTheLogIsAsShown() {
        ForkedJvm.Result result = ForkedJvm.withAgent(
                        "include=com.acme.orders.**#place*(..);observe=log;values=args,result")
                .with("-Djava.util.logging.SimpleFormatter.format=%5$s%n")
                .run(OrderDesk.class.getName());

        String first = result.err().lines().findFirst().orElse("");
        assertThat(MarkdownPage.ofGuide("logging-and-jfr.md").blocks("text"))
                .extracting(Block::text)
                .contains(first.replaceAll("in [0-9.]+ [mnu]?s,", "in 12.3 ms,") + "\n");
    }

    @Test
    void theExitCodesOfTheCommandLineAreAllListed() {
        String page = MarkdownPage.ofGuide("command-line.md").text();
        String help = Tool.run("--help").out();

        List<String> codes = Pattern.compile("(?m)^ +(\\d+) ")
                .matcher(help.substring(help.indexOf("Exit codes:")))
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(codes).hasSizeGreaterThan(10);
        assertThat(Pattern.compile("(?m)^\\| (\\d+) \\|")
                        .matcher(page)
                        .results()
                        .map(found -> found.group(1)))
                .containsExactlyElementsOf(codes);
    }

    private static List<String> commands(MarkdownPage page) {
        return page.blocks("sh").stream()
                .flatMap(block -> block.text().lines())
                .map(line -> line.replaceFirst("\\s+#.*$", ""))
                .toList();
    }
}
