package com.acme.absent;

import dev.observatory.machine.MachineState;
import dev.observatory.machine.MachineState.Transition;
import org.jspecify.annotations.Nullable;

/** A class that keeps its state in a field, and that reflection refuses because of another field. */
public class IncompleteMachine {
    enum Phase {
        LOCKED,
        OPEN
    }

    @Nullable
    static Absent unused;

    @MachineState
    private Phase phase = Phase.LOCKED;

    @Transition(from = "LOCKED", to = "OPEN")
    void open() {
        phase = Phase.OPEN;
    }

    @Transition(
            from = {"OPEN", "LOCKED"},
            to = "LOCKED")
    int lock(int key) {
        phase = Phase.LOCKED;
        return key;
    }

    /** Names the missing type in a transition. */
    @Transition(from = "OPEN", to = "OPEN")
    void push(@Nullable Absent argument) {}

    /** Inherits a state that it can read. */
    static class Base {
        @Nullable
        static Absent unused;

        @MachineState
        static String power = "OFF";
    }

    /** The transition of a field that another class declares. */
    static final class Derived extends Base {
        @Transition(to = "ON")
        void on() {
            power = "ON";
        }
    }
}
