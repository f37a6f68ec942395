package dev.observatory.agent.cli;

import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reverts all classes and detaches the agent. */
@Command(name = "detach", mixinStandardHelpOptions = true, description = "Reverts all classes and detaches the agent.")
final class DetachCommand implements Runnable {
    @Mixin
    private final TargetJvmOptions options = new TargetJvmOptions();

    private final Map<String, String> kept = new LinkedHashMap<>();

    @Override
    public void run() {
        try (AgentClient agent = options.connect()) {
            Response.DetachResult result = receive(agent);
            if (options.json()) {
                Json.print(jsonFields(agent.target(), result));
                return;
            }
            System.out.println("Detached from JVM [" + agent.target().pid() + " "
                    + agent.target().mainClass() + "]: " + result.classes() + " classes reverted in "
                    + result.millis() + " ms; the program was paused for at most " + result.longestPauseMillis()
                    + " ms");
            kept.forEach((type, reason) -> System.out.println("  still woven, inactive  " + type + ": " + reason));
        }
    }

    Response.DetachResult receive(AgentClient agent) {
        agent.send(new Request.Detach());
        Response.@Nullable DetachResult result = null;
        for (Response part = agent.receiveUntilEnd(); part != null; part = agent.receiveUntilEnd()) {
            if (part instanceof Response.KeptClass type) {
                kept.put(type.name(), type.reason());
            } else if (part instanceof Response.DetachResult detached) {
                result = detached;
            } else {
                throw agent.unexpected(part, "detach");
            }
        }
        if (result == null) {
            throw agent.protocolViolation("it answers [detach] without a result");
        }
        return result;
    }

    private Map<String, Object> jsonFields(JavaProcess target, Response.DetachResult result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pid", target.pid());
        fields.put("classes", result.classes());
        fields.put("millis", result.millis());
        fields.put("longestPauseMillis", result.longestPauseMillis());
        fields.put("kept", kept);
        return fields;
    }
}
