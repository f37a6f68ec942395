package dev.observatory.agent;

import dev.observatory.agent.jvm.JvmOptions;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.agent.wire.BootstrapJar;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Loads the agent into this very JVM, for programs and tests that were started without it. */
final class SelfAttachment {
    private static final int FIRST_THAT_WARNS = 21;
    private static final long TIMEOUT_SECONDS = 60;

    private SelfAttachment() {}

    /**
     * Loads the agent; does nothing if it is at work.
     *
     * @throws IllegalStateException if it cannot be loaded
     */
    static synchronized void install() {
        if (ObservatoryAgent.isAtWork()) {
            return;
        }
        List<String> options = JvmOptions.words();
        String reason = obstacle(options);
        if (reason == null) {
            announce(options);
            reason = load();
        }
        if (reason == null && !ObservatoryAgent.isAtWork()) {
            reason = "the JVM did not start it; what it says on the error stream tells why";
        }
        if (reason != null) {
            throw new IllegalStateException("The Observatory agent cannot be loaded into this JVM: " + reason
                    + "; start with [" + flag() + "]");
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
            AgentMessages.print("loading the agent into this JVM, of which the JVM warns next; [" + flag()
                    + "] or [-XX:+EnableDynamicAgentLoading] among its options avoids that");
        }
    }

    private static String flag() {
        try {
            File source = AgentJar.located();
            return "-javaagent:" + (source != null && source.isFile() ? source : "observatory-agent.jar");
        } catch (IOException unknown) {
            return "-javaagent:observatory-agent.jar";
        }
    }

    /** Loads it by a process of its own: a JVM lets itself in only if its command line says so. Returns what went wrong. */
    private static @Nullable String load() {
        try {
            File agent = AgentJar.find();
            boolean isOnClassPath = SelfAttachment.class.getClassLoader() == ClassLoader.getSystemClassLoader();
            return isOnClassPath || !AgentJar.holdsAgent(agent) ? load(agent, "") : loadThroughEntry(agent);
        } catch (IOException failure) {
            return failure.toString();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "the thread was interrupted";
        }
    }

    /** This class loader may have a library of its own: see {@link BootstrapJar}. */
    private static @Nullable String loadThroughEntry(File agent) throws IOException, InterruptedException {
        File entry = File.createTempFile("observatory-entry", ".jar");
        try {
            try (OutputStream out = new FileOutputStream(entry)) {
                BootstrapJar.write(agent, out);
            }
            return load(entry, BootstrapJar.arguments(agent, ""));
        } finally {
            if (!entry.delete()) {
                entry.deleteOnExit();
            }
        }
    }

    private static @Nullable String load(File jar, String arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                new File(System.getProperty("java.home"), "bin/java").getPath(),
                "--add-modules",
                "jdk.attach",
                "-cp",
                AgentJar.source().getPath(),
                AttachHelperMain.class.getName(),
                Long.toString(ProcessHandle.current().pid()),
                jar.getAbsolutePath(),
                arguments);
        JvmOptions.removeFrom(builder.environment());
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "the process that loads it did not end within a minute";
        }
        return process.exitValue() == 0 ? null : said;
    }
}
