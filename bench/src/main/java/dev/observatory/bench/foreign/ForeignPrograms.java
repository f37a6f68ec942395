package dev.observatory.bench.foreign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The command behind {@code scripts/foreign-programs}: runs programs twice without the agent and once with all their members woven,
 * observed and logged, and compares everything that they print and write.
 */
public final class ForeignPrograms {
    private static final int EXAMPLES = 20;

    private final Path folder;
    private final Path agent;
    private final String classPath;
    private boolean allHold = true;
    private long calls;
    private long members;
    private double plainSeconds;
    private double wovenSeconds;

    private ForeignPrograms(String[] args) {
        this.folder = Path.of(args[0]);
        this.agent = Path.of(args[1]);
        this.classPath = args[2];
    }

    /**
     * Runs each program three times.
     *
     * @param args a folder with the inputs of the programs, the jar of the agent, the class path, and optionally names of programs
     * @throws Exception if a program does not complete
     */
    public static void main(String[] args) throws Exception {
        List<String> names = List.of(args).subList(3, args.length);
        List<ForeignProgram> programs = ForeignProgram.ALL.stream()
                .filter(program -> names.isEmpty() || names.contains(program.name()))
                .toList();
        System.exit(new ForeignPrograms(args).run(programs) ? 0 : 1);
    }

    private boolean run(List<ForeignProgram> programs) throws IOException, InterruptedException {
        for (ForeignProgram program : programs) {
            run(program);
        }
        if (allHold && !programs.isEmpty()) {
            print(
                    "programs: %d, %,d calls observed, %,d members woven, %.1f times the time",
                    programs.size(), calls, members, wovenSeconds / plainSeconds);
        }
        return allHold && !programs.isEmpty();
    }

    private void run(ForeignProgram program) throws IOException, InterruptedException {
        Path observed = folder.resolve(program.name()).resolve("observed");
        ProgramRun plain = run(program, "plain");
        ProgramRun woven = run(
                program,
                "woven",
                "-javaagent:" + agent + "=" + program.weavingSettings() + ";observers=" + EventCounter.class.getName()
                        + "," + ValueReader.class.getName()
                        + ";observe=log;values=args,result,exception,assigned;rate=20",
                "-D" + ValueReader.OBSERVED + "=" + observed);
        ProgramRun again = run(program, "again");
        boolean isObserved = Files.exists(observed);
        ProgramObservation seen = isObserved
                ? ProgramObservation.read(observed)
                : new ProgramObservation(0, 0, new Observation(0, 0, 0, 0, 0, 0, List.of()));
        report(program, plain, woven, again, seen);
        check(plain.isSuccessful(), "it completes without the agent, and prints or writes something");
        check(plain.differences(again), "it is the same in two runs without the agent");
        check(plain.differences(woven), "it prints and writes the same, byte for byte, and exits with the same code");
        check(seen.events().unweavable(), "every member was woven");
        check(isObserved && seen.events().errors() == 0, "no observer failed");
        check(
                seen.events().woven() > 0 && seen.events().exited() > 0 && seen.assigned() > 0 && seen.values() > 0,
                "calls and assignments were observed, and their values read");
        check(woven.logLines() > 0, "events were logged");
    }

    private ProgramRun run(ForeignProgram program, String name, String... options)
            throws IOException, InterruptedException {
        System.err.println("foreign-programs: running [" + program.name() + "], " + name + " ...");
        return ProgramRun.in(folder.resolve(program.name()).resolve(name), program, classPath, List.of(options));
    }

    private void report(
            ForeignProgram program, ProgramRun plain, ProgramRun woven, ProgramRun again, ProgramObservation seen)
            throws IOException {
        double mean = (plain.seconds() + again.seconds()) / 2;
        calls += seen.events().exited();
        members += seen.events().woven();
        plainSeconds += mean;
        wovenSeconds += woven.seconds();
        print("%s", program.name());
        print("  files written        %,14d", plain.files());
        print("  members woven        %,14d", seen.events().woven());
        print("  events: about to run %,14d", seen.events().begun());
        print("          completed    %,14d", seen.events().completed());
        print("          crashed      %,14d", seen.events().crashed());
        print("          exited       %,14d", seen.events().exited());
        print("  assignments          %,14d", seen.assigned());
        print("    not woven in time  %,14d", woven.notRetransformed());
        print("  values read          %,14d", seen.values());
        print("  lines of the log     %,14d", woven.logLines());
        print("  errors of observers  %,14d", seen.events().errors());
        print(
                "  seconds: plain %.1f and %.1f, woven and observed %.1f, ratio %.1f",
                plain.seconds(), again.seconds(), woven.seconds(), woven.seconds() / mean);
    }

    private void check(List<String> violations, String rule) {
        violations.stream().limit(EXAMPLES).forEach(line -> print("    %s", line));
        check(violations.isEmpty(), rule);
    }

    private void check(boolean holds, String rule) {
        allHold &= holds;
        print("  %s  %s", holds ? "holds " : "BROKEN", rule);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
