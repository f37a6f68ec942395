package dev.observatory.agent.cli;

/** What the command line exits with; scripts rely on the numbers. */
enum ExitCode {
    DONE(0, "done, also after Ctrl-C, at --limit, and when the watched program ends"),
    FAILED(1, "something failed that has no number of its own"),
    USAGE(2, "the command line was not understood"),
    NO_PROCESS(3, "no such process, or none whose main class fits"),
    AMBIGUOUS(4, "more than one JVM fits"),
    OTHER_USER(5, "the process belongs to another user"),
    NOT_JAVA(6, "the process is no JVM that can be attached to"),
    OTHER_CONTAINER(7, "the process is in another container"),
    ATTACH_DISABLED(8, "the JVM was started with an option that forbids attaching"),
    TIMEOUT(9, "the JVM did not answer in time"),
    OTHER_VERSION(10, "another version of the agent is at work in the JVM"),
    NOTHING_MATCHES(11, "no loaded class has what the patterns mean"),
    NOT_ATTACHED(12, "the agent is not at work in the JVM");

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
