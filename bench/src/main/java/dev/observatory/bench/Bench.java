package dev.observatory.bench;

import java.util.List;
import java.util.Map;

/** The command behind {@code scripts/bench}: runs the sections that were asked for and prints a table for each. */
public final class Bench {
    private static final Map<String, Section> SECTIONS = Map.ofEntries(
            Map.entry("woven", new WovenSection()),
            Map.entry("observed", new ObservedSection()),
            Map.entry("recording", new RecordingSection()),
            Map.entry("sites", new SitesSection()),
            Map.entry("start", new StartSection()),
            Map.entry("link", new LinkSection()),
            Map.entry("spring", new SpringSection()),
            Map.entry("peers", new PeersSection()),
            Map.entry("hooks", new HooksSection()),
            Map.entry("collections", new CollectionsSection()),
            Map.entry("broker", new BrokerSection()));
    private static final List<String> USUAL = List.of("woven", "start");

    private Bench() {}

    /**
     * Runs sections.
     *
     * @param args the path of the agent jar, then names of sections; none for the usual ones
     * @throws Exception if a benchmark failed or found its own result wrong
     */
    public static void main(String[] args) throws Exception {
        String agentJar = args[0];
        List<String> wanted = args.length > 1 ? List.of(args).subList(1, args.length) : USUAL;
        for (String name : wanted) {
            if (!SECTIONS.containsKey(name)) {
                System.err.println("Unknown section [" + name + "]; there are "
                        + SECTIONS.keySet().stream().sorted().toList());
                System.exit(2);
            }
        }
        System.out.println("JDK " + Runtime.version() + ", "
                + Runtime.getRuntime().availableProcessors() + " processors. Only ratios of one run mean anything.");
        for (String name : wanted) {
            SECTIONS.get(name).run(agentJar);
        }
    }
}
