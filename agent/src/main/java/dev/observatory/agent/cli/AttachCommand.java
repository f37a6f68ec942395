package dev.observatory.agent.cli;

import static java.util.Objects.requireNonNull;

import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Loads the agent into a JVM and weaves. */
@Command(
        name = "attach",
        mixinStandardHelpOptions = true,
        description = "Loads the agent into a JVM and weaves annotated and matching members, also of loaded classes.")
final class AttachCommand implements Runnable {
    @Mixin
    private final TargetJvmOptions options = new TargetJvmOptions();

    @Option(names = "--include", paramLabel = "PATTERN", description = "Methods to weave. Can be repeated.")
    private List<String> include = List.of();

    @Option(names = "--exclude", paramLabel = "PATTERN", description = "Methods not to weave, even if included.")
    private List<String> exclude = List.of();

    @Option(names = "--fields", paramLabel = "PATTERN", description = "Fields whose assignments to weave.")
    private List<String> fields = List.of();

    @Option(
            names = "--max",
            paramLabel = "N",
            description = "Maximum number of methods that patterns select, of all commands together (default: 10000).")
    private @Nullable Integer max;

    @Option(
            names = "--observe",
            paramLabel = "log|jfr|none",
            defaultValue = "none",
            description = "Where the program reports its events: its log, the Flight Recorder, or nowhere (default).")
    private String observe = "none";

    @Option(names = "--verbose", description = "List every matching member that cannot be woven.")
    private boolean verbose;

    private final List<String> configurationErrors = new ArrayList<>();
    private final SkippedMembers skipped = new SkippedMembers();
    private final UnmatchedPatterns unmatched = new UnmatchedPatterns();
    private Response.@Nullable WeavingResult result;

    @Override
    public void run() {
        if (max != null) {
            TargetJvmOptions.requireAtLeast(1, "--max", max);
        }
        TargetJvmOptions.Connection connection = options.connectOrLoad();
        try (AgentClient agent = connection.client()) {
            receive(agent);
            if (options.json()) {
                Json.print(jsonFields(agent.target(), connection.isNewlyLoaded()));
                return;
            }
            print(agent.target(), connection.isNewlyLoaded());
            unmatched.lines(" Matching classes are woven when they are loaded").forEach(System.err::println);
        }
    }

    void receive(AgentClient agent) {
        // Without --observe the program's own settings apply.
        agent.send(new Request.Weave(
                include, exclude, fields, observe.equals("none") ? "" : observe, max == null ? 0 : max));
        for (Response part = agent.receiveUntilEnd(); part != null; part = agent.receiveUntilEnd()) {
            if (part instanceof Response.ConfigurationError error) {
                configurationErrors.add(error.description());
            } else if (part instanceof Response.SkippedMember member) {
                skipped.add(member.member(), member.reason());
            } else if (part instanceof Response.OverLimit beyond) {
                skipped.add(beyond);
            } else if (part instanceof Response.UnmatchedPattern pattern) {
                unmatched.add(pattern);
            } else if (part instanceof Response.WeavingResult woven) {
                result = woven;
            } else if (!(part instanceof Response.AmbiguousClass)) { // The status distinguishes these.
                throw agent.unexpected(part, "weave");
            }
        }
        if (result == null) {
            throw agent.protocolViolation("it answers [weave] without a result");
        }
    }

    Map<String, Object> jsonFields(JavaProcess target, boolean isNewlyLoaded) {
        Map<String, Object> json = WeavingSummary.jsonFields(requireNonNull(result));
        json.put("pid", target.pid());
        json.put("alreadyAttached", !isNewlyLoaded);
        json.put("skipped", skipped.reasons());
        json.put("overLimit", skipped.overLimit());
        json.put("complaints", configurationErrors);
        json.put("unmet", unmatched.suggestionsByPattern());
        return json;
    }

    private void print(JavaProcess target, boolean isNewlyLoaded) {
        System.out.println((isNewlyLoaded ? "Attached to " : "Already attached to ") + "JVM [" + target.pid() + " "
                + target.mainClass() + "]");
        System.out.println(WeavingSummary.of(requireNonNull(result)));
        configurationErrors.forEach(System.out::println);
        skipped.lines(verbose, target).forEach(System.out::println);
        System.out.println("To revert everything: observatory detach " + target.pid());
    }
}
