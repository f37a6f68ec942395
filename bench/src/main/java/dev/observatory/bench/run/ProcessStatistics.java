package dev.observatory.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Statistics of processes from Linux's {@code /proc}; not available on other systems. */
public final class ProcessStatistics {
    /** Whether this system provides the statistics. */
    public static final boolean AVAILABLE = Files.exists(Path.of("/proc/self/stat"));
    /** The unit of times in {@code /proc}: 100 ticks a second on every architecture supported by the JDK. */
    private static final double MILLIS_PER_TICK = 10;

    /** The index of the user time of terminated children, counted after the parenthesized command name. */
    private static final int USER_TIME_OF_CHILDREN = 13;

    private ProcessStatistics() {}

    static double cpuMillisOfEndedChildren() throws IOException {
        if (!AVAILABLE) {
            return Double.NaN;
        }
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER_TIME_OF_CHILDREN]) + Long.parseLong(fields[USER_TIME_OF_CHILDREN + 1]);
        return ticks * MILLIS_PER_TICK;
    }

    /** Returns the peak resident memory so far; NaN if the process has terminated. */
    static double peakMebibytes(long pid) throws IOException {
        if (!AVAILABLE) {
            return Double.NaN;
        }
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
                }
            }
            return Double.NaN;
        } catch (IOException terminated) {
            return Double.NaN; // Terminated since the caller checked that it runs.
        }
    }
}
