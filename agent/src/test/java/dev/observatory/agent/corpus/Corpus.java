package dev.observatory.agent.corpus;

import dev.observatory.agent.corpus.CorpusTally.Count;
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
 * Weaves all methods of third-party classes and checks the result: the JVM must verify every class that it verified before, and only
 * code may change. A program of its own, so that its JVM can be configured to verify everything.
 *
 * <pre>
 *   [--jdk] [--slice CLASSES] [--least CLASSES] [--per-second CLASSES] [JAR-OR-FOLDER…]
 * </pre>
 */
final class Corpus {
    private static final int COLD = 2_000;
    private static final long SEED = 20_261_123;

    private final CorpusWeaver weaver = new CorpusWeaver(COLD);
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
        List<CorpusTally> tallies = new ArrayList<>();
        if (!places.isEmpty()) {
            tallies.add(tally(CorpusGroup.ofFiles("libraries", places)));
        }
        if (withJdk) {
            tallies.add(tally(CorpusGroup.ofJdk()));
        }
        CorpusTally total = new CorpusTally("total");
        tallies.forEach(total::addAll);
        tallies.add(total);
        System.out.print(CorpusTable.of(tallies, weaver));
        System.out.print(rules.judge(total, weaver));
        return rules.allHold(total, weaver);
    }

    private CorpusTally tally(CorpusGroup group) {
        CorpusTally tally = new CorpusTally(group.name());
        tally.add(Count.DUPLICATES, group.duplicates());
        List<String> names = new ArrayList<>(group.files().keySet());
        Collections.shuffle(names, new Random(SEED));
        names = names.subList(0, Math.min(slice, names.size()));
        tally.add(Count.CLASSES, names.size());
        Map<String, byte[]> woven = new HashMap<>(group.files());
        for (String name : names) {
            weave(name, woven, tally);
        }
        verify(names, new CorpusLoader(group.files()), new CorpusLoader(woven), tally);
        return tally;
    }

    private void weave(String name, Map<String, byte[]> files, CorpusTally tally) {
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

    private static void verify(List<String> names, CorpusLoader plain, CorpusLoader woven, CorpusTally tally) {
        for (String name : names) {
            Throwable problem = plain.problemOf(name);
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
