package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.Watched;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.LiveJvm;
import dev.observatory.agent.testing.Terminal;
import dev.observatory.agent.testing.Tool;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The output for a first-time user in a real terminal. */
class TerminalIT {
    private static final int WIDTH = 160;

    private LiveJvm jvm;
    private LiveJvm watched;
    private Terminal terminal;

    @BeforeEach
    void open() {
        assumeTrue(Terminal.isPossible(), "tmux is not installed");
        jvm = LiveJvm.start();
        watched = LiveJvm.of(List.of("-cp", ForkedJvm.testClasses().toString(), Watched.class.getName()));
        terminal = Terminal.open();
        terminal.type("observatory() { " + String.join(" ", Tool.command()) + " \"$@\"; }");
        terminal.clear();
    }

    @AfterEach
    void close() {
        if (terminal != null) {
            terminal.close();
            jvm.close();
            watched.close();
        }
    }

    @Test
    void theHelpBeginsWithThreeExamples() {
        terminal.type("observatory --help; echo code=$?");

        String screen = terminal.awaitText("code=0");

        assertThat(screen)
                .containsSubsequence(
                        "Observes a running Java program and leaves nothing behind.",
                        "observatory list",
                        "observatory watch 4711 'com.acme.orders.**#place*(..)' --args --result",
                        "observatory top 4711 'com.acme.**'",
                        "Usage: observatory");
        terminal.clear();
        terminal.type("observatory list; echo code=$?");
        assertThat(terminal.awaitText("code=0")).containsPattern(jvm.pid() + " +\\S+ +- +com\\.acme\\.Attached");
    }

    @Test
    void aWatchScrollsUntilCtrlCAndThenClassesAreReverted() {
        String bytecode = jvm.ask("bytecode");
        terminal.type("observatory watch " + jvm.pid() + " 'com.acme.Attached$Desk#place' --args; echo code=$?");
        terminal.awaitText("Attached$Desk.place(item=\"tea\", count=");

        terminal.press("C-c");

        String screen = terminal.awaitText("code=0");
        assertThat(screen).containsPattern("Sent \\d+, shown \\d+, dropped \\d+");
        assertThat(jvm.ask("bytecode")).isEqualTo(bytecode);
    }

    @Test
    void topUpdatesItsTableInPlace() {
        terminal.type(
                "observatory top " + jvm.pid() + " 'com.acme.Attached$Desk#place' --interval 300ms; echo code=$?");
        terminal.awaitText("com.acme.Attached$Desk.place(String, int, String)");

        String screen = terminal.screen();
        terminal.press("C-c");
        terminal.awaitText("code=0");

        assertThat(screen.split("CALLS/S", -1)).as("tables on the screen").hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void typingErrorsAreAnsweredWithSuggestions() {
        terminal.type("observatory watch 1" + jvm.pid() + "9 'com.acme.**'; echo code=$?");
        assertThat(terminal.awaitText("code=3"))
                .contains("There is no process [1" + jvm.pid() + "9].", "[" + jvm.pid() + " com.acme.Attached]");

        terminal.clear();
        terminal.type("observatory watch " + jvm.pid() + " 'com.acme.Atached$Desk#place'; echo code=$?");
        assertThat(terminal.awaitText("code=11")).contains("Did you mean one of [com.acme.Attached$Desk");

        terminal.clear();
        terminal.type("observatory wacht; echo code=$?");
        assertThat(terminal.awaitText("code=2"))
                .contains("Did you mean: observatory watch", "Try [observatory --help]");
    }

    @Test
    void linesFitTheTerminalAndFailuresAreRed() {
        String options = " --args --exceptions --duration --limit 8; echo code=$?";
        terminal.type("observatory watch " + watched.pid() + " 'com.acme.Watched$Desk#read'"
                + " 'com.acme.Watched$Desk#fail'" + options);
        terminal.awaitText("code=0");

        assertThat(terminal.screen().lines().filter(line -> line.contains("Desk.read(text=")))
                .isNotEmpty()
                .allMatch(
                        line -> line.matches(".*]  [0-9.]+ (ns|us|ms)  Watched\\$Desk\\.read\\(text=\"x+(…|\\.\\.\\.)"))
                .allMatch(line -> line.length() == WIDTH);
        assertThat(terminal.coloredScreen())
                .containsPattern("\u001b\\[31m\\d\\d:.*Watched\\$Desk\\.fail\\(code=3\\) ! java");

        terminal.clear();
        terminal.type("NO_COLOR=1; export NO_COLOR; observatory watch " + watched.pid()
                + " 'com.acme.Watched$Desk#fail'" + options);
        terminal.awaitText("code=0");
        assertThat(terminal.coloredScreen()).doesNotContain("\u001b[31m").contains("Desk.fail(code=3)");
    }
}
