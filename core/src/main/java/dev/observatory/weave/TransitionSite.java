package dev.observatory.weave;

import dev.observatory.machine.MachineWeaving;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Where a method begins that leads from one state of its object to another. The token remembers the state. */
final class TransitionSite extends ObservationSite {
    private static final MethodHandle BEGIN =
            Handles.virtual(TransitionSite.class, "begin", Object.class, Object.class);

    private final boolean isStatic;
    private final MachineWeaving transition;
    private final MethodHandle getter;

    /**
     * Makes a site.
     *
     * @param isStatic whether the method is
     * @param getter reads the state, of an object; takes null where the field is static
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
            MethodHandle ofNobody = MethodHandles.insertArguments(begin, 0, (Object) null);
            return MethodHandles.dropArguments(ofNobody, 0, type().parameterList());
        }
        int count = type().parameterCount();
        return MethodHandles.dropArguments(begin, 1, type().parameterList().subList(1, count));
    }

    Object begin(@Nullable Object target) throws Throwable {
        return new Call(this, target, stateOf(target));
    }

    private String stateOf(@Nullable Object target) throws Throwable {
        return MachineWeaving.nameOf((Object) getter.invokeExact(target));
    }

    /** One call that is under way. */
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
