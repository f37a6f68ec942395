package dev.observatory.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux tells of processes in {@code /proc}; on other systems nothing is known. */
public final class ProcessAccounts {
    /** Whether this system tells. */
    public static final boolean ARE_KNOWN = Files.exists(Path.of("/proc/self/stat"));
    /** The unit of times in {@code /proc}; 100 a second on every architecture that the JDK is built for. */
    private static final double MILLIS_PER_TICK = 10;

    /** Where the processor times of ended children stand behind the command's name, which is in parentheses. */
    private static final int USER_TIME_OF_CHILDREN = 13;

    private ProcessAccounts() {}

    static double cpuMillisOfEndedChildren() throws IOException {
        if (!ARE_KNOWN) {
            return Double.NaN;
        }
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER_TIME_OF_CHILDREN]) + Long.parseLong(fields[USER_TIME_OF_CHILDREN + 1]);
        return ticks * MILLIS_PER_TICK;
    }

    /** The most memory that was resident so far; NaN if the process has ended. */
    static double peakMebibytes(long pid) throws IOException {
        if (!ARE_KNOWN) {
            return Double.NaN;
        }
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
                }
            }
            return Double.NaN;
        } catch (IOException ended) {
            return Double.NaN; // Between the question whether it runs and this one.
        }
    }
}
