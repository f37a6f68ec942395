package dev.observatory.agent.serve;

import dev.observatory.agent.serve.AgentService.DetachOutcome;
import dev.observatory.agent.wire.Handshake;
import dev.observatory.agent.wire.MessageChannel;
import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CancellationException;

/** Answers the one request of a connection, after the handshake. */
final class RequestHandler implements Request.Handler {
    private final AgentService agent;
    private final MessageChannel channel;
    private final ActiveStreams streams;

    RequestHandler(AgentService agent, MessageChannel channel, ActiveStreams streams) {
        this.agent = agent;
        this.channel = channel;
        this.streams = streams;
    }

    /**
     * Answers, or refuses what is invalid; returns when the answer is complete.
     *
     * @param onRequest is called once the request is received, before it is acted on
     */
    void run(Runnable onRequest) throws IOException {
        try {
            converse(onRequest);
        } catch (ProtocolException | IllegalArgumentException invalid) {
            channel.send(new Response.Refused(String.valueOf(invalid.getMessage())));
        } catch (CancellationException detached) {
            // The agent detached before it could act on the request; the end of the connection says so.
        }
    }

    private void converse(Runnable onRequest) throws IOException {
        channel.limitReceived(Handshake.MAX_BYTES);
        Handshake handshake = channel.receive(Handshake::decode);
        if (handshake == null) {
            return; // A probe whether the agent listens.
        }
        channel.send(new Handshake.Welcome(agent.version(), agent.isIdle()));
        channel.limitReceived(Request.MAX_BYTES);
        Request request = handshake.isCompatibleWith(agent.version()) ? channel.receive(Request::decode) : null;
        if (request == null) {
            agent.detachIfUnused(); // It may have been loaded by another version, which cannot use it.
            return;
        }
        onRequest.run();
        loadResponses();
        request.dispatchTo(this);
    }

    /** Some responses are sent after the agent has detached, when its jar is closed and no class can be loaded any more. */
    private static void loadResponses() {
        loadPermitted(Response.class);
    }

    private static void loadPermitted(Class<?> type) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        if (permitted != null) {
            for (Class<?> each : permitted) {
                loadPermitted(each);
            }
        }
    }

    @Override
    public void handle(Request.Status request) throws IOException {
        for (Map.Entry<String, String> fact : agent.facts().entrySet()) {
            channel.put(new Response.StatusFact(fact.getKey(), fact.getValue()));
        }
        for (Response.ClassStatus type : agent.classes()) {
            channel.put(type);
        }
        channel.send(new Response.End());
    }

    /** Accepts none of the agent's other arguments: some of them write files or end the program. */
    @Override
    public void handle(Request.Weave request) throws IOException {
        StringJoiner joined = new StringJoiner(";");
        addArguments(joined, "include", request.include());
        addArguments(joined, "exclude", request.exclude());
        addArguments(joined, "fields", request.fields());
        addArguments(joined, "observe", request.observe().isEmpty() ? List.of() : List.of(request.observe()));
        addArguments(joined, "max", request.max() == 0 ? List.of() : List.of(Integer.toString(request.max())));
        String arguments = joined.toString();
        List<String> errors = agent.configurationErrors(arguments);
        if (!errors.isEmpty()) {
            agent.detachIfUnused();
            throw new IllegalArgumentException("Nothing was woven: " + String.join("; ", errors));
        }
        sendOutcome(agent, channel, agent.weave(arguments), "");
        channel.send(new Response.End());
    }

    private static void addArguments(StringJoiner arguments, String key, List<String> values) {
        for (String value : values) {
            if (value.contains(";")) {
                throw new IllegalArgumentException("[" + value + "] must not contain the character [;]");
            }
            arguments.add(key + "=" + value);
        }
    }

    @Override
    public void handle(Request.Watch request) throws IOException {
        new WatchHandler(agent, channel, streams).run(request);
    }

    @Override
    public void handle(Request.Top request) throws IOException {
        new TopHandler(agent, channel, streams).run(request);
    }

    @Override
    public void handle(Request.Detach request) throws IOException {
        DetachOutcome outcome = agent.detach();
        for (Map.Entry<String, String> type : outcome.kept().entrySet()) {
            channel.put(new Response.KeptClass(type.getKey(), type.getValue()));
        }
        channel.put(new Response.DetachResult(outcome.classes(), outcome.millis(), outcome.longestPauseMillis()));
        channel.send(new Response.End());
    }

    @Override
    public void handle(Request.Stop request) throws IOException {
        throw new ProtocolException("Request [stop] is valid only during a stream");
    }

    /**
     * Sends the outcome of weaving, which precedes a stream or is the whole answer.
     *
     * @param loader the class loader to which the request is limited; empty for any
     */
    static void sendOutcome(
            AgentService agent, MessageChannel channel, AgentService.WeaveOutcome outcome, String loader)
            throws IOException {
        for (String pattern : outcome.unmatchedPatterns()) {
            AgentService.Suggestions suggestions = agent.suggestions(pattern, loader);
            channel.put(new Response.UnmatchedPattern(pattern, suggestions.names(), suggestions.hint()));
        }
        for (String error : outcome.configurationErrors()) {
            channel.put(new Response.ConfigurationError(error));
        }
        AgentService.WeaveOutcome.NotWoven notWoven = outcome.notWoven();
        for (Map.Entry<String, String> member : notWoven.skipped().entrySet()) {
            channel.put(new Response.SkippedMember(member.getKey(), member.getValue()));
        }
        if (notWoven.overLimit() > 0) {
            channel.put(new Response.OverLimit(notWoven.overLimit(), notWoven.limit()));
        }
        for (Map.Entry<String, List<String>> type : outcome.ambiguousClasses().entrySet()) {
            channel.put(new Response.AmbiguousClass(type.getKey(), type.getValue()));
        }
        channel.send(new Response.WeavingResult(
                outcome.classes(), outcome.members(), outcome.millis(), outcome.longestPauseMillis()));
    }
}
