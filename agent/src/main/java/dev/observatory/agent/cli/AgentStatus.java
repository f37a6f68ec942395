package dev.observatory.agent.cli;

import dev.observatory.agent.wire.Request;
import dev.observatory.agent.wire.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The status of an agent.
 *
 * @param facts facts about the agent and its JVM, by name
 * @param classes all that is woven or skipped
 */
record AgentStatus(Map<String, String> facts, List<Response.ClassStatus> classes) {
    static AgentStatus fetch(AgentClient agent) {
        agent.send(new Request.Status());
        Map<String, String> facts = new LinkedHashMap<>();
        List<Response.ClassStatus> classes = new ArrayList<>();
        for (Response part = agent.receiveUntilEnd(); part != null; part = agent.receiveUntilEnd()) {
            if (part instanceof Response.StatusFact fact) {
                facts.put(fact.name(), fact.value());
            } else if (part instanceof Response.ClassStatus type) {
                classes.add(type);
            } else {
                throw agent.unexpected(part, "status");
            }
        }
        return new AgentStatus(facts, classes);
    }

    /** Returns the status as JSON fields. */
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>(facts);
        List<Map<String, Object>> all = new ArrayList<>();
        for (Response.ClassStatus type : classes) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", type.name());
            one.put("loader", type.loader());
            one.put("woven", type.woven());
            one.put("skipped", type.skipped());
            all.add(one);
        }
        fields.put("classes", all);
        return fields;
    }
}
