package dev.observatory.agent.corpus;

import dev.observatory.agent.corpus.CorpusTally.Count;
import dev.observatory.agent.corpus.CorpusWeaver.Occasion;
import dev.observatory.agent.corpus.CorpusWeaver.Woven;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Weaves all methods of third-party classes, for each {@link Occasion}, and checks the result: the JVM must verify every class that it
 * verified before, and only code may change. A program of its own, so that its JVM can be configured to verify everything.
 *
 * <pre>
 *   [--jdk] [--slice CLASSES] [--least CLASSES] [--per-second CLASSES] [JAR-OR-FOLDER…]
 * </pre>
 */
final class Corpus {
    private static final int COLD = 2_000;
    private static final long SEED = 20_261_123;

    private final CorpusRules rules;
    private final List<Path> places = new ArrayList<>();
    private boolean withJdk;
    private int slice = Integer.MAX_VALUE;

    private Corpus(List<String> arguments) {
        int least = 0;
        int perSecond = 0;
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--jdk" -> withJdk = true;
                case "--slice" -> slice = Integer.parseInt(arguments.get(++i));
                case "--least" -> least = Integer.parseInt(arguments.get(++i));
                case "--per-second" -> perSecond = Integer.parseInt(arguments.get(++i));
                default -> places.add(Path.of(arguments.get(i)));
            }
        }
        this.rules = new CorpusRules(least, perSecond);
    }

    public static void main(String[] arguments) throws IOException {
        boolean allHold = new Corpus(List.of(arguments)).run();
        System.exit(allHold ? 0 : 1);
    }

    private boolean run() throws IOException {
        List<Unwoven> groups = new ArrayList<>();
        if (!places.isEmpty()) {
            groups.add(Unwoven.of(CorpusGroup.ofFiles("libraries", places), slice));
        }
        if (withJdk) {
            groups.add(Unwoven.of(CorpusGroup.ofJdk(), slice));
        }
        boolean allHold = true;
        for (Occasion occasion : Occasion.values()) {
            allHold &= run(groups, occasion);
        }
        return allHold;
    }

    private boolean run(List<Unwoven> groups, Occasion occasion) {
        CorpusWeaver weaver = new CorpusWeaver(occasion, COLD);
        List<CorpusTally> tallies = new ArrayList<>();
        CorpusTally total = new CorpusTally("total");
        for (Unwoven group : groups) {
            CorpusTally tally = tally(group, weaver);
            total.addAll(tally);
            tallies.add(tally);
        }
        tallies.add(total);
        System.out.print(CorpusTable.of(occasion, tallies, weaver));
        System.out.println(rules.judge(total, weaver));
        return rules.allHold(total, weaver);
    }

    /**
     * The classes of a group that are woven, and what the JVM says about them before.
     *
     * @param group the group
     * @param names the names of the classes
     * @param problems why classes do not verify, by name
     */
    private record Unwoven(CorpusGroup group, List<String> names, Map<String, Throwable> problems) {
        static Unwoven of(CorpusGroup group, int slice) {
            List<String> names = new ArrayList<>(group.files().keySet());
            Collections.shuffle(names, new Random(SEED));
            names = names.subList(0, Math.min(slice, names.size()));
            CorpusLoader loader = new CorpusLoader(group.files());
            Map<String, Throwable> problems = new HashMap<>();
            for (String name : names) {
                Throwable problem = loader.problemOf(name);
                if (problem != null) {
                    problems.put(name, problem);
                }
            }
            return new Unwoven(group, names, problems);
        }
    }

    private static CorpusTally tally(Unwoven unwoven, CorpusWeaver weaver) {
        CorpusTally tally = new CorpusTally(unwoven.group.name());
        tally.add(Count.DUPLICATES, unwoven.group.duplicates());
        tally.add(Count.CLASSES, unwoven.names.size());
        Map<String, byte[]> woven = new HashMap<>(unwoven.group.files());
        for (String name : unwoven.names) {
            weave(name, woven, weaver, tally);
        }
        verify(unwoven, new CorpusLoader(woven), tally);
        return tally;
    }

    private static void weave(String name, Map<String, byte[]> files, CorpusWeaver weaver, CorpusTally tally) {
        byte[] file = files.get(name);
        Woven woven;
        try {
            woven = weaver.weave(file);
        } catch (RuntimeException failure) {
            tally.addFault(Count.BROKEN, name + " was not woven: " + failure);
            return;
        }
        tally.add(Count.METHODS, woven.selected());
        woven.unweavable().values().forEach(tally::addUnweavable);
        if (woven.file().isEmpty()) {
            return;
        }
        tally.add(Count.WOVEN, 1);
        byte[] result = woven.file().get();
        List<String> changes =
                ClassFileChanges.between(file, result, woven.outcome().changedMethods()::contains);
        changes.addAll(CodeChanges.between(file, result));
        if (!changes.isEmpty()) {
            tally.addFault(Count.CHANGED, name + " has changed: " + String.join("; ", changes));
        }
        files.put(name, result);
    }

    private static void verify(Unwoven unwoven, CorpusLoader woven, CorpusTally tally) {
        for (String name : unwoven.names) {
            Throwable problem = unwoven.problems.get(name);
            if (problem != null) {
                tally.addApart(problem);
                continue;
            }
            Throwable problemOfWoven = woven.problemOf(name);
            if (problemOfWoven == null) {
                tally.add(Count.VERIFIED, 1);
            } else {
                tally.addFault(Count.BROKEN, name + " does not verify: " + problemOfWoven);
            }
        }
    }
}
