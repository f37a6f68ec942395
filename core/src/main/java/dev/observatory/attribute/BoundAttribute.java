package dev.observatory.attribute;

import dev.observatory.hook.EventHook;
import dev.observatory.hook.Hook1;

/** One observable field of one target. Does not refer to the target, and lives exactly as long. */
final class BoundAttribute<T> extends Attribute<T> {
    private final SharedAttribute<T> shared;
    private final EventHook<Assignment<T>> assigned;

    BoundAttribute(SharedAttribute<T> shared, EventHook<Assignment<T>> assigned) {
        this.shared = shared;
        this.assigned = assigned;
    }

    @Override
    public Hook1<Assignment<T>> assigned() {
        return assigned;
    }

    @Override
    public Attribute<T> bind(Object target) {
        return shared.bind(target);
    }

    EventHook<Assignment<T>> hook() {
        return assigned;
    }

    @Override
    ObservedField field() {
        return shared.field();
    }
}
