package dev.observatory.bench.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Describes the machine of a run: figures of different machines do not compare. */
public final class MachineDescription {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private MachineDescription() {}

    /** Returns processors, memory and operating system in one line. */
    public static String describe() throws IOException {
        long bytes =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return Runtime.getRuntime().availableProcessors() + " processors" + model() + ", " + Math.round(bytes / 1e9)
                + " GB, " + System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }

    /** Returns the processor model in parentheses; empty if the system does not provide it. */
    private static String model() throws IOException {
        if (!Files.isReadable(PROCESSORS)) {
            return "";
        }
        return Files.readAllLines(PROCESSORS).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
                .findFirst()
                .orElse("");
    }
}
