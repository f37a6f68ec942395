package dev.observatory.weave;

import dev.observatory.machine.MachineWeaving;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The call site at the beginning of a method that changes the state of its object. Its token holds the state before. */
final class TransitionSite extends ObservationSite {
    private static final MethodHandle BEGIN =
            Handles.virtual(TransitionSite.class, "begin", Object.class, Object.class);

    private final boolean isStatic;
    private final MachineWeaving transition;
    private final MethodHandle getter;

    /**
     * Creates a site.
     *
     * @param isStatic whether the method is static
     * @param getter reads the state of an object; takes null if the field is static
     */
    TransitionSite(MethodType type, boolean isStatic, MachineWeaving transition, MethodHandle getter) {
        super(type);
        this.isStatic = isStatic;
        this.transition = transition;
        this.getter = getter;
    }

    @Override
    MethodHandle makeLive() {
        MethodHandle begin = BEGIN.bindTo(this);
        if (isStatic) {
            MethodHandle withoutTarget = MethodHandles.insertArguments(begin, 0, (Object) null);
            return MethodHandles.dropArguments(withoutTarget, 0, type().parameterList());
        }
        int count = type().parameterCount();
        return MethodHandles.dropArguments(begin, 1, type().parameterList().subList(1, count));
    }

    /** The name of the state may be that of an object of the program, whose {@code toString} must not harm the method. */
    @Nullable
    Object begin(@Nullable Object target) {
        try {
            return new Call(this, target, stateOf(target));
        } catch (Throwable failure) {
            SlowPath.failed(this, failure);
            return null;
        }
    }

    private String stateOf(@Nullable Object target) throws Throwable {
        return MachineWeaving.nameOf((Object) getter.invokeExact(target));
    }

    /** One call in progress. */
    record Call(TransitionSite site, @Nullable Object target, String before) {

        void end(boolean crashed) {
            try {
                site.transition.emit(target, before, site.stateOf(target), crashed);
            } catch (Throwable failure) {
                SlowPath.failed(this, failure);
            }
        }
    }
}
