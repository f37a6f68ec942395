package dev.observatory.bench;

import java.util.List;

/** What the first execution of a woven method costs. */
final class LinkSection implements Section {
    private static final int PAIRS = 5;

    @Override
    public void run(String agentJar) throws Exception {
        Table table =
                new Table("First and second call of 2,000 tagged methods (ns per call)", "run", "first", "second");
        for (int i = 1; i <= PAIRS; i++) {
            String[] plain = Processes.java(List.of(), Processes.ownClassPath(), LinkCost.class)
                    .printed()
                    .split(" ", -1);
            String[] woven = Processes.java(List.of("-javaagent:" + agentJar), Processes.ownClassPath(), LinkCost.class)
                    .printed()
                    .split(" ", -1);
            table.row("plain " + i, plain);
            table.row("woven " + i, woven);
        }
    }
}
