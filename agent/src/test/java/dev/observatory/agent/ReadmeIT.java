package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.OrderDesk;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what happens. */
class ReadmeIT {
    private static final Path README = Path.of("..", "README.md");

    @TempDir
    private Path folder;

    private static String block(String language) throws IOException {
        return blocks(language).get(0);
    }

    private static List<String> blocks(String language) throws IOException {
        Matcher block = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(README));
        List<String> blocks = block.results().map(found -> found.group(1)).toList();
        assertThat(blocks).as("blocks of " + language).isNotEmpty();
        return blocks;
    }

    @Test
    void theExamplePrintsWhatTheReadmeSays() throws IOException {
        Path source = Files.writeString(folder.resolve("Counter.java"), block("java"));
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-cp", ForkedJvm.agentJar().toString(), "-Werror", source.toString());
        assertThat(compiled).isZero();

        ForkedJvm.Result result = ForkedJvm.withAgent().classPath(folder).run("Counter");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo(block("text"));
    }

    @Test
    void theExampleIsShort() throws IOException {
        assertThat(block("java").lines().filter(line -> !line.isBlank())).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void theLineOfTheLogIsAsShown() throws IOException {
        ForkedJvm.Result result = ForkedJvm.withAgent(
                        "include=com.acme.orders.**#place*(..);observe=log;values=args,result")
                .with("-Djava.util.logging.SimpleFormatter.format=%5$s%n")
                .run(OrderDesk.class.getName());

        String first = result.err().lines().findFirst().orElse("");
        assertThat(blocks("text")).contains(first.replaceAll("in [0-9.]+ [mnu]?s,", "in 12.3 ms,") + "\n");
    }

    @Test
    void theExitCodesOfTheCommandLineAreAllListed() throws IOException {
        String readme = Files.readString(README).replace('\n', ' ');
        String listed = readme.substring(readme.indexOf("The exit codes: "));
        listed = listed.substring(0, listed.indexOf(". "));
        String help = Tool.run("--help").out();

        List<String> codes = help.substring(help.indexOf("Exit codes:"))
                .lines()
                .map(String::strip)
                .filter(line -> line.matches("\\d+ .*"))
                .map(line -> line.replaceFirst(" .*", ""))
                .toList();

        assertThat(codes).hasSizeGreaterThan(10);
        assertThat(Pattern.compile("\\d+").matcher(listed).results().map(found -> found.group()))
                .containsExactlyElementsOf(codes);
    }
}
