package dev.observatory.agent.cli;

import dev.observatory.agent.wire.SocketDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the JVMs of this user. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists your JVMs: process number, JDK, whether the agent is active, main class.")
final class ListCommand implements Runnable {
    @Option(names = "--json", description = "Print JSON, for programs.")
    private boolean json;

    @Override
    public void run() {
        deleteStaleFiles();
        List<JavaProcess> processes = JavaProcesses.all();
        if (json) {
            List<Map<String, Object>> all = new ArrayList<>();
            processes.forEach(one -> all.add(fields(one)));
            Json.print(all);
            return;
        }
        TextTable table = new TextTable("PID", "JDK", "AGENT", "MAIN CLASS");
        for (JavaProcess one : processes) {
            table.add(Long.toString(one.pid()), one.jdk(), agent(one), one.mainClass());
        }
        table.print(System.out);
    }

    private static void deleteStaleFiles() {
        try {
            SocketDirectory.candidates().forEach(SocketDirectory::deleteStaleFiles);
        } catch (IOException unknownUser) {
            // Then there are no files of this user.
        }
    }

    private static Map<String, Object> fields(JavaProcess one) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("pid", one.pid());
        fields.put("mainClass", one.mainClass());
        fields.put("jdk", one.jdk());
        fields.put("agent", agent(one));
        return fields;
    }

    private static String agent(JavaProcess one) {
        AgentSockets sockets;
        try {
            sockets = AgentSockets.of(one);
        } catch (CommandException ended) {
            return "-";
        }
        if (AgentClient.canConnect(sockets)) {
            return "active";
        }
        return one.startedWithAgent() && !sockets.hasDetached() ? "from start" : "-";
    }
}
