package dev.observatory.bench.machine;

/**
 * Two states in one system. In one form, the first of its two triggers has eight guards, the last of which passes; in the other,
 * both carry a payload, which an action adds up.
 */
abstract class Gate {
    static final int GUARDS = 8;
    static final Integer PAYLOAD = 1;

    /** The number of the guard that passes; not a constant, so that guards are really asked. */
    int passing = GUARDS - 1;

    long sum;

    /** Goes there and back. */
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
