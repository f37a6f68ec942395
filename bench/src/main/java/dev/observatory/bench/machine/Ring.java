package dev.observatory.bench.machine;

/** A ring of three states, implemented with one library. */
abstract class Ring {
    /** The notifications of exits, entries and transitions, as far as the library supports them. */
    long notifications;

    static Light after(Light state) {
        return switch (state) {
            case RED -> Light.GREEN;
            case GREEN -> Light.YELLOW;
            case YELLOW -> Light.RED;
        };
    }

    static Cue cueOf(Light state) {
        return switch (state) {
            case RED -> Cue.GO;
            case GREEN -> Cue.CAUTION;
            case YELLOW -> Cue.STOP;
        };
    }

    /** Completes one cycle. */
    abstract void around();

    abstract Light state();

    static Ring of(String system, boolean observed) {
        return switch (system) {
            case "switch" -> new SwitchRing();
            case "confined", "serial" -> new OurRing(system.equals("confined"), observed);
            case "instance-confined", "instance" -> new InstanceRing(system.equals("instance-confined"), observed);
            case "stateless4j" -> new Stateless4jRing(observed);
            case "squirrel" -> new SquirrelRing(observed);
            case "spring" -> new SpringRing(observed);
            case "cola" -> new ColaRing(observed);
            default -> throw new IllegalArgumentException(system);
        };
    }
}
