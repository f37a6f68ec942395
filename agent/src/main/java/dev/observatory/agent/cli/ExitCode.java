package dev.observatory.agent.cli;

/** The exit codes of the command line; scripts rely on the numbers. */
enum ExitCode {
    DONE(0, "done, also after Ctrl-C, at --limit, and when the watched program ends"),
    FAILED(1, "any failure without a code of its own"),
    USAGE(2, "invalid command line"),
    NO_PROCESS(3, "no such process, or no JVM with such a main class"),
    AMBIGUOUS(4, "more than one JVM has such a main class"),
    OTHER_USER(5, "the process belongs to another user, and this one is not root"),
    NOT_JAVA(6, "the process is not a JVM"),
    OTHER_CONTAINER(7, "the process is in a container whose files cannot be read"),
    ATTACH_DISABLED(8, "the JVM was started with an option that forbids attaching"),
    TIMEOUT(9, "the JVM did not answer in time"),
    OTHER_VERSION(10, "another version of the agent is active in the JVM"),
    NOTHING_MATCHES(11, "no loaded class matches the patterns"),
    NOT_ATTACHED(12, "the agent is not active in the JVM");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    int number() {
        return number;
    }

    String meaning() {
        return meaning;
    }
}
