package dev.observatory.agent.serve;

import dev.observatory.agent.serve.AgentService.ClassStatus;
import dev.observatory.agent.serve.AgentService.Reverted;
import dev.observatory.agent.serve.AgentService.Woven;
import dev.observatory.agent.wire.MessageChannel;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** What one command line asks, from the greeting to the last answer. */
final class RequestHandler {
    private final AgentService agent;
    private final MessageChannel wire;
    private final Streams streams;

    RequestHandler(AgentService agent, MessageChannel wire, Streams streams) {
        this.agent = agent;
        this.wire = wire;
        this.streams = streams;
    }

    /** Greets, answers one question, and ends; what cannot be understood is refused. */
    void run() throws IOException {
        try {
            converse();
        } catch (ProtocolException | IllegalArgumentException misunderstood) {
            wire.send(List.of("refused", String.valueOf(misunderstood.getMessage())));
        } catch (CancellationException tooLate) {
            // The agent was leaving when this was asked; the end of the conversation says so.
        }
    }

    private void converse() throws IOException {
        List<String> greeting = wire.receive();
        if (greeting == null) {
            return; // Somebody only wanted to know whether anybody listens.
        }
        wire.send(List.of(
                MessageChannel.GREETING,
                agent.version(),
                agent.isIdle() ? MessageChannel.IDLE : MessageChannel.AT_WORK));
        boolean isUnderstood = greeting.equals(List.of(MessageChannel.GREETING, agent.version()));
        List<String> question = isUnderstood ? wire.receive() : null;
        if (question == null) {
            agent.leaveIfUnused(); // It was let in by another version, which cannot talk to it.
            return;
        }
        if (question.isEmpty()) {
            throw new ProtocolException("A question is missing");
        }
        answer(question.get(0), question.subList(1, question.size()));
    }

    private void answer(String question, List<String> arguments) throws IOException {
        switch (question) {
            case "status" -> status();
            case "weave" -> weave(Fields.of(arguments));
            case "watch" -> new WatchHandler(agent, wire, streams).run(Fields.of(arguments));
            case "top" -> new TopHandler(agent, wire, streams).run(Fields.of(arguments));
            case "detach" -> detach();
            default -> wire.send(List.of("refused", "The agent does not know the question [" + question + "]"));
        }
    }

    private void status() throws IOException {
        for (Map.Entry<String, String> fact : agent.facts().entrySet()) {
            wire.put(List.of("fact", fact.getKey(), fact.getValue()));
        }
        for (ClassStatus type : agent.classes()) {
            wire.put(List.of("class", type.name(), type.loader()));
            for (String member : type.woven()) {
                wire.put(List.of("woven", member));
            }
            for (Map.Entry<String, String> member : type.skipped().entrySet()) {
                wire.put(List.of("skipped", member.getKey(), member.getValue()));
            }
        }
        end();
    }

    /** No other arguments of the agent can be given this way: some write files, or end programs. */
    private void weave(Fields asked) throws IOException {
        StringJoiner arguments = new StringJoiner(";");
        for (String key : List.of("include", "exclude", "fields", "observe")) {
            for (String value : asked.all(key)) {
                if (value.contains(";")) {
                    throw new IllegalArgumentException("[" + value + "] cannot be read: it has the character [;]");
                }
                arguments.add(key + "=" + value);
            }
        }
        List<String> complaints = agent.complaintsOf(arguments.toString());
        if (!complaints.isEmpty()) {
            agent.leaveIfUnused();
            throw new IllegalArgumentException("Nothing was woven: " + String.join("; ", complaints));
        }
        tell(agent, wire, agent.weave(arguments.toString()));
        end();
    }

    /** Tells what came of weaving. */
    static void tell(AgentService agent, MessageChannel wire, Woven woven) throws IOException {
        for (String pattern : woven.unmet()) {
            List<String> unmet = new ArrayList<>(List.of("unmet", pattern));
            unmet.addAll(agent.nearest(pattern));
            wire.put(unmet);
        }
        for (String complaint : woven.complaints()) {
            wire.put(List.of("complaint", complaint));
        }
        for (Map.Entry<String, String> member : woven.notWoven().entrySet()) {
            wire.put(List.of("skipped", member.getKey(), member.getValue()));
        }
        wire.put(List.of(
                "woven",
                Integer.toString(woven.classes()),
                Integer.toString(woven.members()),
                Long.toString(woven.millis()),
                Long.toString(woven.pauseMillis())));
        wire.flush();
    }

    private void detach() throws IOException {
        Reverted reverted = agent.detach();
        for (Map.Entry<String, String> type : reverted.kept().entrySet()) {
            wire.put(List.of("kept", type.getKey(), type.getValue()));
        }
        wire.put(List.of(
                "reverted",
                Integer.toString(reverted.classes()),
                Long.toString(reverted.millis()),
                Long.toString(reverted.pauseMillis())));
        end();
    }

    private void end() throws IOException {
        wire.send(List.of("end"));
    }

    /** Names and values in turn; a name may come more than once. */
    record Fields(List<String> namesAndValues) {
        static Fields of(List<String> namesAndValues) {
            return new Fields(namesAndValues);
        }

        List<String> all(String name) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
                if (namesAndValues.get(i).equals(name)) {
                    values.add(namesAndValues.get(i + 1));
                }
            }
            return values;
        }

        @Nullable
        String one(String name) {
            List<String> all = all(name);
            return all.isEmpty() ? null : all.get(0);
        }

        boolean has(String name) {
            return one(name) != null;
        }

        long number(String name) {
            String value = one(name);
            try {
                return value == null ? 0 : Long.parseLong(value);
            } catch (NumberFormatException none) {
                throw new IllegalArgumentException("[" + name + "] must be a number, but is [" + value + "]");
            }
        }
    }
}
