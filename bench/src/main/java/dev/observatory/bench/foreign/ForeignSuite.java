package dev.observatory.bench.foreign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The command behind {@code scripts/foreign-suite}: runs a library's tests twice without the agent and once with all methods
 * of the library woven and observed, and compares the outcome of each test. Excludes tests with different outcomes without the
 * agent.
 */
public final class ForeignSuite {
    private static final double LIMIT = 4;
    private static final int EXAMPLES = 20;

    private final Path folder;
    private final Path agent;
    private final Path library;
    private final Path tests;
    private final String classPath;
    private final List<String> options;
    private boolean allHold = true;

    private ForeignSuite(String[] args) {
        this.folder = Path.of(args[0]);
        this.agent = Path.of(args[1]);
        this.library = Path.of(args[2]);
        this.tests = Path.of(args[3]);
        this.classPath = args[4];
        this.options = List.of(args).subList(5, args.length);
    }

    /**
     * Runs the suite three times.
     *
     * @param args an empty working folder, the jars of the agent, the library and its tests, the class path, and JVM options
     * @throws Exception if a suite does not complete
     */
    public static void main(String[] args) throws Exception {
        System.exit(new ForeignSuite(args).run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        SuiteRun plain = run("plain");
        SuiteRun woven = runWoven();
        SuiteRun again = run("again");
        Observation observation = Observation.read(observed());
        double ratio = woven.seconds() / ((plain.seconds() + again.seconds()) / 2);

        Set<String> flaky = differences(plain.outcomes(), again.outcomes());
        Set<String> different = differences(plain.outcomes(), woven.outcomes());
        different.removeAll(flaky);
        report(plain, woven, again, observation, flaky);
        different.stream()
                .limit(EXAMPLES)
                .forEach(test ->
                        print("  %s: plain [%s], woven [%s]", test, plain.outcomeOf(test), woven.outcomeOf(test)));
        woven.errors().stream().limit(EXAMPLES).forEach(line -> print("  %s", line));
        observation.unweavable().stream().limit(EXAMPLES).forEach(line -> print("  %s", line));
        print("");
        check(different.isEmpty(), "every test has the same outcome as without the agent");
        check(observation.errors() == 0, "no observer failed");
        check(
                woven.errors().isEmpty() && observation.unweavable().isEmpty(),
                "every method was woven, without messages");
        check(observation.completed() > 0, "events were observed");
        check(ratio <= LIMIT, String.format(Locale.ROOT, "it takes at most %.0f times as long", LIMIT));
        return allHold;
    }

    private void report(SuiteRun plain, SuiteRun woven, SuiteRun again, Observation seen, Set<String> flaky) {
        print("outcomes of tests    %,12d", plain.outcomes().size());
        print(
                "  successful         %,12d",
                plain.outcomes().values().stream().filter("SUCCESSFUL"::equals).count());
        print("  flaky, excluded    %,12d", flaky.size());
        print("members woven        %,12d", seen.woven());
        print("events: about to run %,12d", seen.begun());
        print("        completed    %,12d", seen.completed());
        print("        crashed      %,12d", seen.crashed());
        print("        exited       %,12d", seen.exited());
        print("errors of observers  %,12d", seen.errors());
        print(
                "seconds: plain %.1f and %.1f, woven and observed %.1f",
                plain.seconds(), again.seconds(), woven.seconds());
        print("ratio                %12.2f", woven.seconds() / ((plain.seconds() + again.seconds()) / 2));
    }

    private void check(boolean holds, String rule) {
        allHold &= holds;
        print("  %s  %s", holds ? "holds " : "BROKEN", rule);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private static Set<String> differences(Map<String, String> one, Map<String, String> other) {
        Set<String> different = new TreeSet<>(one.keySet());
        different.addAll(other.keySet());
        different.removeIf(test -> Objects.equals(one.get(test), other.get(test)));
        return different;
    }

    private SuiteRun run(String name) throws IOException, InterruptedException {
        System.err.println("foreign-suite: running the tests, " + name + " ...");
        return SuiteRun.in(folder.resolve(name), tests, classPath, options);
    }

    private SuiteRun runWoven() throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(options);
        all.add("-javaagent:" + agent + "=include=" + patterns() + ";max=1000000");
        all.add("-D" + OutcomeListener.OBSERVED + "=" + observed());
        System.err.println("foreign-suite: running the tests, woven by " + patterns() + " ...");
        return SuiteRun.in(folder.resolve("woven"), tests, classPath, all);
    }

    private Path observed() {
        return folder.resolve("woven.observed");
    }

    /** Returns patterns for all packages of the library, without subpackages of others. */
    private String patterns() throws IOException {
        List<String> packages = new ArrayList<>();
        try (JarFile jar = new JarFile(library.toFile())) {
            jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(".class") && name.contains("/") && !name.startsWith("META-INF/"))
                    .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
                    .distinct()
                    .sorted(Comparator.comparing(String::length))
                    .filter(name -> packages.stream().noneMatch(outer -> name.startsWith(outer + ".")))
                    .forEach(packages::add);
        }
        return String.join(
                ",",
                packages.stream()
                        .flatMap(name -> Stream.of(name + ".**", name + ".**#new"))
                        .toList());
    }
}
