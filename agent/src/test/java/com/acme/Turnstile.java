package com.acme;

import dev.observatory.machine.MachineState;
import dev.observatory.machine.MachineState.Transition;
import dev.observatory.machine.ObservedMachineClass;

/** A class that keeps its state in a field, whose transitions the agent emits. */
public class Turnstile {
    enum Phase {
        LOCKED,
        OPEN
    }

    @MachineState
    private Phase phase = Phase.LOCKED;

    private long coins;

    @Transition(from = "LOCKED", to = "OPEN")
    long insert(long coin, boolean good) {
        coins += coin;
        if (good) {
            phase = Phase.OPEN;
        }
        return coins;
    }

    @Transition(from = "OPEN", to = "LOCKED")
    private void pass() {
        phase = Phase.LOCKED;
    }

    @Transition(to = "LOCKED")
    void kick(boolean hard) {
        if (hard) {
            phase = Phase.OPEN;
        }
        throw new IllegalStateException("ouch");
    }

    /** Inherits the field. */
    static final class Gate extends Turnstile {
        static final class Switch {
            @MachineState
            static String power = "OFF";

            @Transition(
                    from = {"OFF", "STANDBY"},
                    to = "ON")
            static void on() {
                power = "ON";
            }
        }
    }

    private static void kicked(Turnstile turnstile, boolean hard) {
        try {
            turnstile.kick(hard);
        } catch (IllegalStateException ouch) {
            System.out.println(ouch.getMessage());
        }
    }

    public static void main(String[] args) {
        Turnstile turnstile = new Turnstile();
        turnstile.insert(1, true);
        turnstile.pass();
        ObservedMachineClass machine = ObservedMachineClass.of(Gate.class);
        System.out.println(machine == ObservedMachineClass.of(Turnstile.class));
        machine.updated().connect(t -> System.out.println((t.target() == turnstile) + " " + t));
        machine.violated().connect(t -> System.out.println("violated: " + t));
        machine.violated().connect(t -> {
            throw new IllegalStateException("an observer's own");
        });

        System.out.println(turnstile.insert(2, true));
        turnstile.pass();
        turnstile.pass();
        System.out.println(turnstile.insert(4, false));
        kicked(turnstile, false);
        kicked(turnstile, true);
        new Gate().insert(1, true);

        ObservedMachineClass.of(Gate.Switch.class).updated().connect(t -> System.out.println(t.target() + " " + t));
        Gate.Switch.on();
        Gate.Switch.on();
    }
}
