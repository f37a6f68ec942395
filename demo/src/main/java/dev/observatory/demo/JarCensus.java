package dev.observatory.demo;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/**
 * The main class: takes a census of jars and prints it, preceded by live events if the Observatory agent is active.
 *
 * <p>Exit codes: 0 if the census was taken, even with unreadable jars; 2 if the arguments are invalid or select no jar.
 */
public final class JarCensus {
    private static final int TAKEN = 0;
    private static final int BAD_ARGUMENTS = 2;

    private JarCensus() {}

    /**
     * Runs the program and exits the JVM with its exit code.
     *
     * @param args {@code [--no-agent] [FILE-OR-FOLDER…]}; see {@code --help}
     */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        try {
            Arguments arguments = Arguments.parse(args);
            if (arguments.help()) {
                out.println(Usage.TEXT);
                return TAKEN;
            }
            List<Path> jars = JarFinder.find(arguments.paths());
            Census census = isObserved(arguments, err) ? takeObserved(jars, out) : new CensusTaker().take(jars);
            new CensusReport(census).lines().forEach(out::println);
            return TAKEN;
        } catch (UsageException wrong) {
            err.println(wrong.getMessage());
            return BAD_ARGUMENTS;
        }
    }

    private static boolean isObserved(Arguments arguments, PrintStream err) {
        if (!arguments.agent()) {
            return false;
        }
        if (!AgentProbe.isAgentActive()) {
            err.println("No live events: this JVM runs without the Observatory agent; start it with"
                    + " -javaagent:observatory-agent.jar, or pass --no-agent to run without it");
            return false;
        }
        return true;
    }

    private static Census takeObserved(List<Path> jars, PrintStream out) {
        Census census;
        try (CensusDisplay display = CensusDisplay.open(ProgressView.on(out))) {
            census = new CensusTaker().take(jars);
            display.summary().forEach(out::println);
        }
        out.println();
        return census;
    }
}
