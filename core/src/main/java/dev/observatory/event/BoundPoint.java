package dev.observatory.event;

import org.jspecify.annotations.Nullable;

/** The event of a method, limited to the calls of one object. Does not refer to the object, and lives exactly as long. */
final class BoundPoint extends EventPoint {
    private final MethodEventPoint shared;
    private final EventHooks hooks;

    BoundPoint(MethodEventPoint shared, EventHooks hooks) {
        this.shared = shared;
        this.hooks = hooks;
    }

    @Override
    public boolean isObserved() {
        return hooks.isObserved();
    }

    @Override
    public boolean isWoven() {
        return shared.isWoven();
    }

    @Override
    public EventPoint bind(Object target) {
        return shared.bind(target);
    }

    @Override
    EventHooks hooksFor(@Nullable Object target) {
        return hooks;
    }

    @Override
    EventHooks hooks() {
        return hooks;
    }

    @Override
    EventDescription describe() {
        return shared.describe();
    }

    @Override
    public String toString() {
        return shared + " of one object";
    }
}
