package dev.observatory.bench.machine;

/**
 * A machine of two states. In its guarded form, the first of its two triggers has eight guards, of which the last passes;
 * otherwise both triggers carry a payload, which an action adds up.
 */
abstract class Gate {
    static final int GUARDS = 8;
    static final Integer PAYLOAD = 1;

    /** The number of the guard that passes; not a constant, so that all guards are evaluated. */
    int passing = GUARDS - 1;

    long sum;

    /** Takes both transitions. */
    abstract void around();

    abstract Light state();

    static Gate of(String system, boolean guarded) {
        return switch (system) {
            case "switch" -> new SwitchGate(guarded);
            case "confined", "serial" -> new OurGate(system.equals("confined"), guarded);
            case "stateless4j" -> new Stateless4jGate(guarded);
            case "squirrel" -> new SquirrelGate(guarded);
            case "spring" -> new SpringGate(guarded);
            case "cola" -> new ColaGate(guarded);
            default -> throw new IllegalArgumentException(system);
        };
    }
}
