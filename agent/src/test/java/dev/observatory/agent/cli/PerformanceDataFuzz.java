package dev.observatory.agent.cli;

/** Fuzzes the parser of performance data: it ends, and reads what is complete. */
public final class PerformanceDataFuzz {
    private PerformanceDataFuzz() {}

    /**
     * Called by the fuzzer.
     *
     * @param input the content of a file
     */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            HsPerfData.parse(input).forEach((name, value) -> {
                if (value.length() > input.length) {
                    throw new AssertionError("[" + name + "] is longer than the file");
                }
            });
        } catch (IllegalArgumentException refused) {
            if (refused.getMessage() == null) {
                throw new AssertionError("refused without a reason", refused);
            }
        }
    }
}
