package dev.observatory.agent.config;

import dev.observatory.agent.match.MemberSelection;
import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of the agent: {@code key=value} pairs after the name of its jar, separated by semicolons, and the other sources of
 * {@link ConfigSources}. Immutable; made by {@link ConfigParser}.
 *
 * <p>A setting with an error is ignored and reported, and the others apply: the program starts all the same.
 *
 * @param selection the members that are woven although they are not tagged
 * @param givenMax how many methods patterns may select at most; 0 if the configuration leaves that open
 * @param isWovenAtLoad whether classes are woven when they are loaded, and not when they are observed
 * @param isDryRun whether to count the methods that patterns select, and weave none of them
 * @param verifies whether to check every woven class before the JVM does
 * @param dump the directory to write woven classes to, before and after weaving; null for none
 * @param failsFast whether to end the JVM when something cannot be woven, or the configuration has an error
 * @param observers the classes whose static observers are connected when the agent starts
 * @param observing the agent's own outputs
 * @param errors the errors of the configuration, one line each
 */
public record AgentConfig(
        MemberSelection selection,
        int givenMax,
        boolean isWovenAtLoad,
        boolean isDryRun,
        boolean verifies,
        @Nullable File dump,
        boolean failsFast,
        List<String> observers,
        OutputConfig observing,
        List<String> errors) {
    static final int DEFAULT_MAX_METHODS = 10_000;

    /** The configuration without any setting. */
    public static final AgentConfig NONE = new AgentConfig(
            MemberSelection.NONE, 0, false, false, false, null, false, List.of(), OutputConfig.NONE, List.of());

    /**
     * Returns how many methods patterns may select at most.
     *
     * @return the configured number, or the default
     */
    public int maxMethods() {
        return givenMax == 0 ? DEFAULT_MAX_METHODS : givenMax;
    }

    /**
     * Returns whether classes are woven when they are loaded, although nothing in them is observed.
     *
     * @return true if that is configured; in a dry run, and with {@code verify}, {@code dump} and {@code failfast}, which are about the
     *     woven code itself
     */
    public boolean weavesAtLoad() {
        return isWovenAtLoad || isDryRun || verifies || dump != null || failsFast;
    }

    /**
     * Returns this configuration for a program that is already running and must not be ended.
     *
     * @return the same settings without {@code failfast}
     */
    public AgentConfig withoutFailFast() {
        return new AgentConfig(
                selection, givenMax, isWovenAtLoad, isDryRun, verifies, dump, false, observers, observing, errors);
    }
}
