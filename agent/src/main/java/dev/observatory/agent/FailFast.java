package dev.observatory.agent;

/** The end of a JVM that was asked to end when something cannot be woven or understood: for builds, not for production. */
final class FailFast {
    /** What the JVM itself exits with when an agent fails. */
    static final int EXIT_CODE = 1;

    private FailFast() {}

    static void end() {
        Warnings.print("argument [failfast] is set: the JVM ends here, with exit code " + EXIT_CODE);
        System.out.flush();
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
