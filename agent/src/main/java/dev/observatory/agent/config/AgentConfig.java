package dev.observatory.agent.config;

import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.text.AgentMessages;
import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent was told: behind the name of its jar, as {@code key=value} pairs with semicolons between them, or in the other
 * places of {@link ConfigSources}.
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
public record AgentConfig(
        MemberSelection selection,
        int maxMethods,
        boolean isDryRun,
        boolean verifies,
        @Nullable File dump,
        boolean failsFast,
        OutputConfig observing,
        List<String> complaints) {
    static final int DEFAULT_MAX_METHODS = 10_000;
    public static final AgentConfig NONE = new AgentConfig(
            MemberSelection.NONE, DEFAULT_MAX_METHODS, false, false, null, false, OutputConfig.NONE, List.of());

    /** The same for a program that runs already: nothing ends it. */
    public AgentConfig withoutFailFast() {
        return new AgentConfig(selection, maxMethods, isDryRun, verifies, dump, false, observing, complaints);
    }

    /** Reads all places, and prints the complaints. */
    public static AgentConfig understood(@Nullable String arguments) {
        AgentConfig read = ofAllPlaces(arguments);
        for (String complaint : read.complaints()) {
            AgentMessages.print(complaint);
        }
        if (read.failsFast() && !read.complaints().isEmpty()) {
            FailFast.end();
        }
        return read;
    }

    /** Reads all places. */
    public static AgentConfig ofAllPlaces(@Nullable String arguments) {
        return of(ConfigSources.of(arguments, System.getProperties(), System.getenv()));
    }

    /** Reads the arguments alone. */
    public static AgentConfig parse(@Nullable String arguments) {
        return of(ConfigSources.ofArguments(arguments));
    }

    static AgentConfig of(ConfigSources settings) {
        ConfigParser parser = new ConfigParser(settings.complaints());
        for (Setting setting : settings.all()) {
            parser.read(setting);
        }
        return parser.result();
    }
}
