package com.acme.absent;

import dev.observatory.broker.EventBroker;
import dev.observatory.event.Event;
import dev.observatory.event.Events;
import dev.observatory.hook.Subscription;
import dev.observatory.machine.ObservedMachineClass;

/** Uses the observers and the transitions of classes that name a missing type. */
public final class AbsentObservers {
    private AbsentObservers() {}

    @Event
    static void work(int pieces, String... names) {
        if (pieces < 0) {
            throw new IllegalArgumentException("negative");
        }
    }

    @Event
    static void work() {}

    @Event
    static void rest() {}

    public static void main(String[] args) throws Exception {
        ObservedMachineClass machine = ObservedMachineClass.of(IncompleteMachine.class);
        machine.updated().connect(step -> System.out.println("step " + step));
        machine.violated().connect(step -> System.out.println("violation " + step));
        IncompleteMachine door = new IncompleteMachine();
        door.open();
        door.push(null);
        door.lock(1);
        door.push(null);
        System.out.println(
                machine.transitions().size() + " rows " + machine.toMermaid().contains("LOCKED --> OPEN : open"));
        ObservedMachineClass.of(IncompleteMachine.Derived.class)
                .updated()
                .connect(step -> System.out.println("static " + step));
        new IncompleteMachine.Derived().on();

        Class.forName(IncompleteObservers.class.getName());
        work(1);
        work();
        rest();
        try {
            work(-1);
        } catch (IllegalArgumentException expected) {
            System.out.println("program got " + expected.getMessage());
        }
        IncompleteObservers.HOOK.emit("value");
        EventBroker.of("absent.news").broadcast("word");
        try (Subscription again = Events.register(IncompleteObservers.class);
                Subscription object = Events.register(new IncompleteObservers())) {
            rest();
            System.out.println(again.isOpen() && object.isOpen());
        }
        rest();
    }
}
