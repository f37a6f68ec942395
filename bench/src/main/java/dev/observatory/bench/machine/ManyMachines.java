package dev.observatory.bench.machine;

import com.github.oxo42.stateless4j.StateMachine;
import com.github.oxo42.stateless4j.StateMachineConfig;
import dev.observatory.bench.run.UsedHeap;
import java.util.function.Supplier;
import org.squirrelframework.foundation.fsm.StateMachineBuilder;
import org.squirrelframework.foundation.fsm.StateMachineBuilderFactory;

/**
 * The costs of many machines of one definition: the time to create one and the growth of the heap per machine. Not available
 * for COLA, which leaves the state to its users.
 *
 * @param nanos the time to create one, the fastest of several tries
 * @param bytes the retained bytes per machine
 */
public record ManyMachines(double nanos, double bytes) {
    private static final int TRIES = 5;

    /**
     * Creates the machines and measures their costs.
     *
     * @param system the library
     * @param count the number of machines
     * @return the costs
     */
    public static ManyMachines of(String system, int count) {
        Supplier<?> maker = maker(system);
        double fastest = Double.MAX_VALUE;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            Object[] crowd = new Object[count];
            long before = UsedHeap.bytes();
            long start = System.nanoTime();
            for (int number = 0; number < count; number++) {
                crowd[number] = maker.get();
            }
            fastest = Math.min(fastest, (double) (System.nanoTime() - start) / count);
            least = Math.min(least, (double) (UsedHeap.bytes() - before) / count);
            if (crowd[count - 1] == null) {
                throw new IllegalStateException("Benchmark is wrong: no machine was created");
            }
        }
        return new ManyMachines(fastest, least);
    }

    private static Supplier<?> maker(String system) {
        return switch (system) {
            case "instance" -> InstanceRing.DEFINITION::instance;
            case "stateless4j" -> {
                StateMachineConfig<Light, Cue> config = new StateMachineConfig<>();
                for (Light state : Light.values()) {
                    config.configure(state).permit(Ring.cueOf(state), Ring.after(state));
                }
                yield () -> new StateMachine<>(Light.RED, config);
            }
            case "squirrel" -> {
                StateMachineBuilder<SquirrelRing.Lights, Light, Cue, SquirrelRing> builder =
                        StateMachineBuilderFactory.create(
                                SquirrelRing.Lights.class, Light.class, Cue.class, SquirrelRing.class);
                for (Light state : Light.values()) {
                    builder.externalTransition()
                            .from(state)
                            .to(Ring.after(state))
                            .on(Ring.cueOf(state));
                }
                yield () -> builder.newStateMachine(Light.RED);
            }
            case "spring" -> () -> new SpringRing(false);
            default -> throw new IllegalArgumentException("Unknown library [" + system + "]");
        };
    }
}
