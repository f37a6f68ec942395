package dev.observatory.bench.machine;

/** The lower bound: a switch, with the guards as a loop. */
final class SwitchGate extends Gate {
    private final boolean guarded;
    private Light state = Light.RED;

    SwitchGate(boolean guarded) {
        this.guarded = guarded;
    }

    @Override
    void around() {
        fire(Cue.GO, PAYLOAD);
        fire(Cue.STOP, PAYLOAD);
    }

    private void fire(Cue cue, Integer payload) {
        switch (state) {
            case RED -> {
                if (cue != Cue.GO || (guarded && !passes())) {
                    throw new IllegalStateException("in " + state);
                }
                state = Light.GREEN;
            }
            case GREEN -> state = Light.RED;
            default -> throw new IllegalStateException("in " + state);
        }
        if (!guarded) {
            sum += payload;
        }
    }

    private boolean passes() {
        for (int i = 0; i < GUARDS; i++) {
            if (passing == i) {
                return true;
            }
        }
        return false;
    }

    @Override
    Light state() {
        return state;
    }
}
