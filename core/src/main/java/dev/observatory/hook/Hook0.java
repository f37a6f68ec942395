package dev.observatory.hook;

import org.jspecify.annotations.Nullable;

/** The connect side of a hook that emits no value. */
public abstract sealed class Hook0 extends Hook<Runnable> permits EventHook0 {

    Hook0(HookOptions options, @Nullable Hook<Runnable> parent) {
        super(options, parent);
    }

    @Override
    public final Connecting0 with() {
        return new Connecting0(this);
    }
}
