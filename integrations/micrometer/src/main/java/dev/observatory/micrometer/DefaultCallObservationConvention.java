package dev.observatory.micrometer;

import dev.observatory.event.EventPoint;
import dev.observatory.listen.CallEnd;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

/**
 * Names observations {@code observatory.call}, with the key-values {@code class}, {@code method} and {@code outcome} of low cardinality, and a
 * contextual name like {@code OrderService.pay}. Before the end of the call, the outcome is {@code UNKNOWN}.
 */
public class DefaultCallObservationConvention implements CallObservationConvention {
    /** Creates the convention. */
    public DefaultCallObservationConvention() {}

    @Override
    public String getName() {
        return "observatory.call";
    }

    @Override
    public String getContextualName(CallObservationContext context) {
        EventPoint event = context.call().event();
        String owner = EventTags.classOf(event);
        return owner.isEmpty()
                ? event.name()
                : owner.substring(owner.lastIndexOf('.') + 1) + "." + EventTags.methodOf(event);
    }

    @Override
    public KeyValues getLowCardinalityKeyValues(CallObservationContext context) {
        EventPoint event = context.call().event();
        return KeyValues.of(
                KeyValue.of("class", EventTags.classOf(event)),
                KeyValue.of("method", EventTags.methodOf(event)),
                KeyValue.of("outcome", outcome(context)));
    }

    private static String outcome(CallObservationContext context) {
        if (!context.hasEnded()) {
            return "UNKNOWN";
        }
        return CallMeters.outcome((CallEnd) context.call());
    }
}
