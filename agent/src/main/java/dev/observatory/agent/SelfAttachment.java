package dev.observatory.agent;

import dev.observatory.agent.config.ConfigSources;
import dev.observatory.agent.jvm.AgentJar;
import dev.observatory.agent.jvm.JvmOptions;
import dev.observatory.agent.text.AgentMessages;
import dev.observatory.agent.wire.BootstrapJar;
import dev.observatory.agent.wire.ExtractedJar;
import dev.observatory.agent.wire.LoadableJars;
import dev.observatory.agent.wire.SocketDirectory;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Loads the agent into the JVM that it runs in, for programs and tests that were started without it. */
final class SelfAttachment {
    private static final int FIRST_JDK_THAT_WARNS = 21;
    private static final long TIMEOUT_SECONDS = 60;

    // Guarded by the class.
    private static @Nullable File extracted;

    private SelfAttachment() {}

    /**
     * Loads the agent. Has no effect if it is active.
     *
     * @throws IllegalStateException if it cannot be loaded
     */
    static synchronized void install() {
        if (ObservatoryAgent.isAtWork()) {
            return;
        }
        List<String> options = JvmOptions.tokens();
        String reason = obstacle(options);
        if (reason == null) {
            announce(options);
            reason = load();
        }
        if (reason == null && !ObservatoryAgent.isAtWork()) {
            reason = "the JVM did not start it; its error stream contains the reason";
        }
        if (reason != null) {
            throw new IllegalStateException("The Observatory agent cannot be loaded into this JVM: " + reason
                    + "; start with [" + AgentJar.option() + "]");
        }
    }

    private static @Nullable String obstacle(List<String> options) {
        if (JvmOptions.isEnabled("DisableAttachMechanism", options, false)) {
            return "it was started with [-XX:+DisableAttachMechanism]";
        }
        if (!JvmOptions.isEnabled("EnableDynamicAgentLoading", options, true)) {
            return "it was started with [-XX:-EnableDynamicAgentLoading]";
        }
        if (ModuleFinder.ofSystem().find("jdk.attach").isEmpty()) {
            return "this runtime has no module [jdk.attach]";
        }
        return null;
    }

    /** Precedes the warning of the JVM, and explains it. */
    private static void announce(List<String> options) {
        if (Runtime.version().feature() >= FIRST_JDK_THAT_WARNS
                && !JvmOptions.isEnabled("EnableDynamicAgentLoading", options, false)) {
            AgentMessages.print("loading the agent into this JVM; the JVM prints a warning next, which the option ["
                    + AgentJar.option() + "] or [-XX:+EnableDynamicAgentLoading] avoids");
        }
    }

    /** Returns the jar or folder of the agent's classes; a private copy of the jar if it is inside another jar. */
    private static synchronized File source() throws IOException {
        URL location = AgentJar.location();
        if (location.getProtocol().equals("file")) {
            return AgentJar.source();
        }
        if (extracted == null) {
            extracted = ExtractedJar.of(location);
        }
        return extracted;
    }

    /** Uses a separate process: a JVM attaches to itself only if an option allows it. Returns what failed. */
    private static @Nullable String load() {
        try {
            File agent = AgentJar.find(ConfigSources.JAR_PROPERTY, source());
            boolean isOnClassPath = SelfAttachment.class.getClassLoader() == ClassLoader.getSystemClassLoader();
            return isOnClassPath || !AgentJar.holdsAgent(agent) ? load(agent, "") : loadThroughEntry(agent);
        } catch (IOException failure) {
            return failure.toString();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "the thread was interrupted";
        }
    }

    /** The class loader of this class may have its own library: see {@link BootstrapJar}. */
    private static @Nullable String loadThroughEntry(File agent) throws IOException, InterruptedException {
        if (!SocketDirectory.isSupported()) {
            return loadThroughTemporaryEntry(agent);
        }
        SocketDirectory directory = SocketDirectory.firstUsable(SocketDirectory.candidates());
        try (LoadableJars jars =
                LoadableJars.write(directory, ProcessHandle.current().pid(), agent, true)) {
            return load(jars.bootstrap(), BootstrapJar.arguments(jars.agent(), ""));
        }
    }

    /** Where files have no owners in the manner of Unix, the directory for temporary files is private. */
    private static @Nullable String loadThroughTemporaryEntry(File agent) throws IOException, InterruptedException {
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
                source().getPath(),
                AttachHelperMain.class.getName(),
                Long.toString(ProcessHandle.current().pid()),
                jar.getAbsolutePath(),
                arguments);
        JvmOptions.removeFrom(builder.environment());
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "the process that loads it did not exit within a minute";
        }
        return process.exitValue() == 0 ? null : output;
    }
}
