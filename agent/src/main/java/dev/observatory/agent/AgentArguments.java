package dev.observatory.agent;

import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent was told: behind the name of its jar, as {@code key=value} pairs with semicolons between them, or in the other
 * places of {@link Settings}.
 *
 * <p>What cannot be understood is left out and complained about, and the rest holds: the program starts all the same.
 *
 * @param selection the members to weave by name
 * @param maxMethods how many methods may be woven by name
 * @param isDryRun whether to count what would be woven by name, and weave none of it
 * @param verifies whether to check every woven class before the JVM does
 * @param dump where to write woven classes, before and after; null for nowhere
 * @param failsFast whether to end the JVM when something cannot be woven or understood
 * @param observing what the agent itself observes
 * @param complaints one line for each thing that was not understood
 */
record AgentArguments(
        Selection selection,
        int maxMethods,
        boolean isDryRun,
        boolean verifies,
        @Nullable File dump,
        boolean failsFast,
        ObserveOptions observing,
        List<String> complaints) {
    static final int DEFAULT_MAX_METHODS = 10_000;
    static final AgentArguments NONE = new AgentArguments(
            Selection.NONE, DEFAULT_MAX_METHODS, false, false, null, false, ObserveOptions.NONE, List.of());

    /** The same for a program that runs already: nothing ends it. */
    AgentArguments withoutFailFast() {
        return new AgentArguments(selection, maxMethods, isDryRun, verifies, dump, false, observing, complaints);
    }

    /** Reads all places, and prints the complaints. */
    static AgentArguments understood(@Nullable String arguments) {
        AgentArguments read = ofAllPlaces(arguments);
        for (String complaint : read.complaints()) {
            Warnings.print(complaint);
        }
        if (read.failsFast() && !read.complaints().isEmpty()) {
            FailFast.end();
        }
        return read;
    }

    /** Reads all places. */
    static AgentArguments ofAllPlaces(@Nullable String arguments) {
        return of(Settings.of(arguments, System.getProperties(), System.getenv()));
    }

    /** Reads the arguments alone. */
    static AgentArguments parse(@Nullable String arguments) {
        return of(Settings.ofArguments(arguments));
    }

    static AgentArguments of(Settings settings) {
        ArgumentsParser parser = new ArgumentsParser(settings.complaints());
        for (Setting setting : settings.all()) {
            parser.read(setting);
        }
        return parser.result();
    }
}
