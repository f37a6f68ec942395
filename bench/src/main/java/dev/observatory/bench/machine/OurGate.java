package dev.observatory.bench.machine;

import dev.observatory.machine.Machine;
import dev.observatory.machine.MachineOptions;
import dev.observatory.machine.State;
import dev.observatory.machine.TransitionBuilder;
import dev.observatory.machine.Trigger;
import java.util.ArrayList;
import java.util.List;

/** Observatory's machine, as a class with fields. */
final class OurGate extends Gate {
    private final Gates gates;
    private final boolean guarded;

    private final class Gates extends Machine {
        final State red = initial("RED");
        final State green = state("GREEN");
        final Trigger go = trigger("go", guards());
        final Trigger stop = trigger("stop", green.to(red));
        final Trigger.Of<Integer> goWith =
                trigger("goWith", Integer.class, red.to(green).then((Integer n) -> sum += n));
        final Trigger.Of<Integer> stopWith =
                trigger("stopWith", Integer.class, green.to(red).then((Integer n) -> sum += n));

        Gates(MachineOptions options) {
            super(options);
        }

        @SuppressWarnings({"unchecked", "rawtypes"})
        private TransitionBuilder<Object>[] guards() {
            List<TransitionBuilder<Object>> routes = new ArrayList<>();
            for (int i = 0; i < GUARDS; i++) {
                int number = i;
                routes.add(red.to(green).when("guard " + number, () -> passing == number));
            }
            return routes.toArray(new TransitionBuilder[0]);
        }
    }

    OurGate(boolean confined, boolean guarded) {
        this.guarded = guarded;
        this.gates = new Gates(confined ? MachineOptions.confined() : MachineOptions.serial());
    }

    @Override
    void around() {
        if (guarded) {
            gates.go.fire();
            gates.stop.fire();
        } else {
            gates.goWith.fire(PAYLOAD);
            gates.stopWith.fire(PAYLOAD);
        }
    }

    @Override
    Light state() {
        return Light.valueOf(gates.state().name());
    }
}
