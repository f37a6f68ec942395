package dev.observatory.agent;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Loads the agent into this very JVM, for programs and tests that were started without it. */
final class SelfAttach {
    private static final int FIRST_THAT_WARNS = 21;
    private static final long TIMEOUT_SECONDS = 60;

    private SelfAttach() {}

    /**
     * Loads the agent; does nothing if it is at work.
     *
     * @throws IllegalStateException if it cannot be loaded
     */
    static synchronized void install() {
        if (isAtWork()) {
            return;
        }
        List<String> options = CommandLine.words();
        String reason = obstacle(options);
        if (reason == null) {
            announce(options);
            reason = load();
        }
        if (reason == null && !isAtWork()) {
            reason = "the JVM did not start it; what it says on the error stream tells why";
        }
        if (reason != null) {
            throw new IllegalStateException("The Observatory agent cannot be loaded into this JVM: " + reason
                    + "; start with [" + flag() + "]");
        }
    }

    /** The JVM's one agent is in the system class loader, wherever this class is. */
    private static boolean isAtWork() {
        try {
            return (boolean) Class.forName(ObservatoryAgent.class.getName(), true, ClassLoader.getSystemClassLoader())
                    .getMethod("isAtWork")
                    .invoke(null);
        } catch (ReflectiveOperationException notThere) {
            return false;
        }
    }

    private static @Nullable String obstacle(List<String> options) {
        if (options.contains("-XX:+DisableAttachMechanism")) {
            return "it was started with [-XX:+DisableAttachMechanism]";
        }
        if (options.contains("-XX:-EnableDynamicAgentLoading")) {
            return "it was started with [-XX:-EnableDynamicAgentLoading]";
        }
        if (ModuleFinder.ofSystem().find("jdk.attach").isEmpty()) {
            return "this runtime has no module [jdk.attach]";
        }
        return null;
    }

    /** Before the JVM does, so that nobody wonders. */
    private static void announce(List<String> options) {
        if (Runtime.version().feature() >= FIRST_THAT_WARNS && !options.contains("-XX:+EnableDynamicAgentLoading")) {
            Warnings.print("loading the agent into this JVM, of which the JVM warns next; [" + flag()
                    + "] or [-XX:+EnableDynamicAgentLoading] among its options avoids that");
        }
    }

    private static String flag() {
        try {
            File source = AgentJar.source();
            return "-javaagent:" + (source.isFile() ? source : "observatory-agent.jar");
        } catch (IOException unknown) {
            return "-javaagent:observatory-agent.jar";
        }
    }

    /** Loads it by a process of its own: a JVM lets itself in only if its command line says so. Returns what went wrong. */
    private static @Nullable String load() {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                    new File(System.getProperty("java.home"), "bin/java").getPath(),
                    "--add-modules",
                    "jdk.attach",
                    "-cp",
                    AgentJar.source().getPath(),
                    LoadAgent.class.getName(),
                    Long.toString(ProcessHandle.current().pid()),
                    AgentJar.find().getAbsolutePath(),
                    "");
            CommandLine.removeFrom(builder.environment());
            Process process = builder.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "the process that loads it did not end within a minute";
            }
            return process.exitValue() == 0 ? null : said;
        } catch (IOException failure) {
            return failure.toString();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "the thread was interrupted";
        }
    }
}
