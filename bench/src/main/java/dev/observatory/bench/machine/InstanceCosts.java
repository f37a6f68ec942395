package dev.observatory.bench.machine;

import dev.observatory.machine.MachineInstance;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.GraphLayout;

/** The costs of many small machine instances. */
public final class InstanceCosts {
    private static final int MANY = 100_000;
    private static final int TRIES = 15;

    private InstanceCosts() {}

    /**
     * The measured costs.
     *
     * @param bytes the bytes of one object
     * @param retained the bytes retained per instance, including shared objects, without the array that holds them
     * @param millis the time to create many, the fastest of several tries
     */
    public record Costs(long bytes, double retained, double millis) {}

    /**
     * Measures the costs.
     *
     * @return the costs
     */
    public static Costs measure() {
        Object[] many = new Object[MANY];
        double fastest = Double.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            for (int number = 0; number < MANY; number++) {
                many[number] = InstanceRing.DEFINITION.instance();
            }
            fastest = Math.min(fastest, (System.nanoTime() - start) / 1e6);
        }
        check(many);
        double array = ClassLayout.parseInstance(many).instanceSize();
        double retained = (GraphLayout.parseInstance((Object) many).totalSize() - array) / MANY;
        return new Costs(ClassLayout.parseInstance(many[0]).instanceSize(), retained, fastest);
    }

    private static void check(Object[] many) {
        for (Object each : many) {
            if (((MachineInstance<?, ?, ?>) each).state() != Light.RED) {
                throw new IllegalStateException("Benchmark is wrong: in state [" + each + "]");
            }
        }
    }
}
