package dev.observatory.weave;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call site that returns null while no observer is connected, and a token otherwise.
 *
 * <p>While it is idle its target is a constant: compiled code contains no trace of it, not even a branch. Each change of the target
 * makes the JVM discard the code compiled against it, so a site that has changed {@value #MAX_RELINKS} times settles on a target
 * that reads a flag. Only {@link dev.observatory.runtime.Demand} calls {@link #accept}, under its lock.
 */
abstract class ObservationSite extends MutableCallSite implements Consumer<Boolean> {
    static final int MAX_RELINKS = 10;
    private static final MethodHandle IS_OBSERVED = Handles.virtual(ObservationSite.class, "isObserved", boolean.class);

    private volatile boolean observed;
    private @Nullable MethodHandle live;
    private int relinks;

    ObservationSite(MethodType type) {
        super(IdleHandles.of(type));
    }

    /** Creates the handle that begins an observation. Called once, when the first observer connects. */
    abstract MethodHandle makeLive();

    @Override
    public final void accept(Boolean nowObserved) {
        if (observed == nowObserved) {
            return;
        }
        observed = nowObserved;
        if (relinks > MAX_RELINKS) {
            return;
        }
        relinks++;
        try {
            setTarget(relinks > MAX_RELINKS ? flagged() : nowObserved ? live() : IdleHandles.of(type()));
        } catch (Throwable failure) {
            observed =
                    !nowObserved; // The next notification tries again: the JVM may be out of stack or memory now only.
            throw failure;
        }
        MutableCallSite.syncAll(new MutableCallSite[] {this});
    }

    private MethodHandle live() {
        MethodHandle made = live;
        if (made == null) {
            SlowPath.prepare();
            made = makeLive();
            live = made;
        }
        return made;
    }

    private MethodHandle flagged() {
        MethodHandle test = MethodHandles.dropArguments(IS_OBSERVED.bindTo(this), 0, type().parameterList());
        return MethodHandles.guardWithTest(test, live(), IdleHandles.of(type()));
    }

    boolean isObserved() {
        return observed;
    }
}
