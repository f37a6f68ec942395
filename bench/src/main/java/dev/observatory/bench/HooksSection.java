package dev.observatory.bench;

import dev.observatory.bench.dispatch.ChurnBenchmark;
import dev.observatory.bench.dispatch.ClosingBenchmark;
import dev.observatory.bench.dispatch.ConnectBenchmark;
import dev.observatory.bench.dispatch.DispatchBenchmark;
import java.util.Arrays;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What emitting, connecting and closing cost, beside what others offer for it. */
final class HooksSection implements Section {
    private static final String[] OTHERS = {"javafx", "reactor", "bean", "greenrobot", "mbassador", "guava"};
    private static final int ROUNDS = 3;

    @Override
    public void run(String agentJar) throws Exception {
        emitting();
        connecting();
        closing();
        HookSizes.print();
    }

    private static void emitting() throws RunnerException {
        Rounds rounds = Rounds.run(DispatchBenchmark.class, 1, HooksSection::shortly)
                .and(Rounds.run(DispatchBenchmark.class, ROUNDS - 1, options -> {
                    shortly(options);
                    options.param("observers", "1", "8").param("system", "array", "observatory", "javafx");
                }));
        Table table = new Table("Emission", Table.columns(OTHERS));
        for (String distinct : new String[] {"false", "true"}) {
            for (String observers : new String[] {"0", "1", "2", "4", "8", "100"}) {
                String work = "emit " + distinct + " " + observers + " ";
                table.beside(
                        observers + (distinct.equals("true") ? " of distinct classes" : " of one class"),
                        rounds,
                        work + "array",
                        work + "observatory",
                        after(work, OTHERS));
            }
        }
        String[] columns = new String[OTHERS.length + 2];
        columns[0] = "bytes allocated by an emission";
        columns[1] = "ours";
        System.arraycopy(OTHERS, 0, columns, 2, OTHERS.length);
        Table bytes = new Table("Allocation", columns);
        for (String observers : new String[] {"1", "8"}) {
            String work = "emit true " + observers + " ";
            String[] values = new String[OTHERS.length + 1];
            values[0] = Table.number(rounds.allocated(work + "observatory"));
            for (int i = 0; i < OTHERS.length; i++) {
                values[i + 1] = Table.number(rounds.allocated(work + OTHERS[i]));
            }
            bytes.row(observers + " of distinct classes", values);
        }
    }

    /** Many short iterations, since the fastest counts: some are not disturbed even on a busy machine. */
    private static void shortly(ChainedOptionsBuilder options) {
        options.measurementIterations(40).measurementTime(TimeValue.milliseconds(20));
    }

    private static void connecting() throws RunnerException {
        Rounds rounds = Rounds.run(ConnectBenchmark.class, 1);
        Table table = new Table("Coming and going among ten", Table.columns(OTHERS));
        table.beside("connect, close", rounds, "", "connectAndClose observatory", after("connectAndClose ", OTHERS));
        table.beside(
                "connect, emit, close",
                rounds,
                "",
                "connectEmitAndClose observatory",
                after("connectEmitAndClose ", OTHERS));
        Rounds churn = Rounds.run(ChurnBenchmark.class, 1);
        table.beside("emit to 8 while a thread does so", churn, "", "emit observatory", after("emit ", OTHERS));
    }

    private static void closing() throws RunnerException {
        Rounds rounds = Rounds.run(ClosingBenchmark.class, 1, options -> options.warmupIterations(6)
                        .measurementIterations(4)
                        .param("observers", "1000", "10000"))
                .and(Rounds.run(ClosingBenchmark.class, 1, options -> options.warmupIterations(2)
                        .measurementIterations(2)
                        .param("observers", "100000")));
        Table table = new Table("Closing all in random order", "observers", "ns per close");
        for (int observers : new int[] {1_000, 10_000, 100_000}) {
            table.row(String.valueOf(observers), Table.number(rounds.fastest("closeAll " + observers) / observers));
        }
    }

    private static String[] after(String prefix, String... names) {
        return Arrays.stream(names).map(name -> prefix + name).toArray(String[]::new);
    }
}
