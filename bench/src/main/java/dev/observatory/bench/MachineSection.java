package dev.observatory.bench;

import dev.observatory.bench.machine.InstanceCosts;
import dev.observatory.bench.machine.RingBenchmark;
import org.openjdk.jmh.runner.options.TimeValue;

/** What a transition costs, beside what others offer for it, and what a machine weighs. */
final class MachineSection implements Section {
    private static final String[] SYSTEMS = {
        "switch", "confined", "serial", "instance-confined", "instance", "stateless4j", "squirrel", "spring", "cola"
    };
    private static final int ROUNDS = 3;

    @Override
    public void run(String agentJar) throws Exception {
        Rounds rounds = Rounds.run(RingBenchmark.class, ROUNDS, options -> options.warmupIterations(5)
                .measurementIterations(20)
                .measurementTime(TimeValue.milliseconds(50)));
        Table table = new Table(
                "One transition (ns; fastest of " + ROUNDS + " rounds)",
                "system",
                "unobserved",
                "bytes",
                "x confined",
                "x serial",
                "observed",
                "bytes");
        for (String system : SYSTEMS) {
            String alone = "fire false " + system;
            String told = "fire true " + system;
            double own = rounds.fastest(alone);
            table.row(
                    system,
                    Table.number(own),
                    Table.number(rounds.allocated(alone)),
                    Table.number(own / rounds.fastest("fire false confined")),
                    Table.number(own / rounds.fastest("fire false serial")),
                    Table.number(rounds.fastest(told)),
                    Table.number(rounds.allocated(told)));
        }
        InstanceCosts.Costs costs = InstanceCosts.measure();
        Table instances = new Table("Instances of one definition", "", "value");
        instances.row("bytes of an instance", String.valueOf(costs.bytes()));
        instances.row("bytes retained for each of 100,000", Table.number(costs.retained()));
        instances.row("ms to create 100,000, fastest", Table.number(costs.millis()));
    }
}
