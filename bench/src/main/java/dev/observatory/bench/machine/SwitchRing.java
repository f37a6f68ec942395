package dev.observatory.bench.machine;

/** The lower bound: a switch on two enums. */
final class SwitchRing extends Ring {
    private Light state = Light.RED;

    @Override
    void around() {
        fire(Cue.GO);
        fire(Cue.CAUTION);
        fire(Cue.STOP);
    }

    private void fire(Cue cue) {
        state = switch (state) {
            case RED -> cue == Cue.GO ? Light.GREEN : refuse();
            case GREEN -> cue == Cue.CAUTION ? Light.YELLOW : refuse();
            case YELLOW -> cue == Cue.STOP ? Light.RED : refuse();
        };
    }

    private Light refuse() {
        throw new IllegalStateException("in " + state);
    }

    @Override
    Light state() {
        return state;
    }
}
