package dev.observatory.agent.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an agent tells of itself.
 *
 * @param facts by name
 * @param classes all that is woven or skipped
 */
record AgentStatus(Map<String, String> facts, List<ClassLines> classes) {
    /**
     * One class.
     *
     * @param name its binary name
     * @param loader what its class loader is called
     * @param woven its woven members
     * @param skipped its members that are not woven, with the reasons
     */
    record ClassLines(String name, String loader, List<String> woven, Map<String, String> skipped) {}

    static AgentStatus ask(AgentClient agent) {
        agent.say(List.of("status"));
        Map<String, String> facts = new LinkedHashMap<>();
        List<ClassLines> classes = new ArrayList<>();
        for (List<String> heard = agent.hearToTheEnd(); heard != null; heard = agent.hearToTheEnd()) {
            switch (heard.get(0)) {
                case "fact" -> facts.put(heard.get(1), heard.get(2));
                case "class" ->
                    classes.add(new ClassLines(heard.get(1), heard.get(2), new ArrayList<>(), new LinkedHashMap<>()));
                case "woven" -> last(classes, agent).woven().add(heard.get(1));
                case "skipped" -> last(classes, agent).skipped().put(heard.get(1), heard.get(2));
                default -> {} // Of a protocol that knows more.
            }
        }
        return new AgentStatus(facts, classes);
    }

    private static ClassLines last(List<ClassLines> classes, AgentClient agent) {
        if (classes.isEmpty()) {
            throw agent.notUnderstood("a member has no class before it");
        }
        return classes.get(classes.size() - 1);
    }

    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>(facts);
        List<Map<String, Object>> all = new ArrayList<>();
        for (ClassLines type : classes) {
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
