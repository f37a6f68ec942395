package dev.observatory.agent.value;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Fuzzes the search for secrets in texts: any text is masked in time, and a secret is hidden whatever stands before it. */
public final class SecretTextFuzz {
    private static final String SECRET = " password=hunter2 ";
    private static final String FAILED = "could not be read";
    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final ValueFormatter VALUES = ValueFormatter.of(RedactionRules.standard());

    private SecretTextFuzz() {}

    /**
     * Called by the fuzzer.
     *
     * @param input a text, in UTF-8
     */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        long start = System.nanoTime();
        String shown = VALUES.of(text);
        String thrown = VALUES.exception(new IllegalStateException(text));
        if (System.nanoTime() - start > LONGEST.toNanos()) {
            throw new AssertionError("took longer than [" + LONGEST + "]: [" + text + "]");
        }
        boolean hasFailed = shown.contains(FAILED) && !text.contains(FAILED); // Fuzzers find such texts.
        if (hasFailed || thrown.isEmpty()) {
            throw new AssertionError("failed for [" + text + "]: " + shown);
        }
        if (VALUES.of(SECRET + text).contains("password=hunter2")) {
            throw new AssertionError("shown before [" + text + "]");
        }
    }
}
