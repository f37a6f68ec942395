package dev.observatory.attribute;

import dev.observatory.hook.ErrorPolicy;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.Hook1;
import dev.observatory.hook.HookOptions;
import dev.observatory.runtime.AgentPresence;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The parent of all attributes: the global hook, and the attributes to notify when it becomes observed. */
final class GlobalAttributes {
    /** What the agent calls all attributes. */
    static final String ALL = "attributes";

    private static final List<WeakReference<SharedAttribute<?>>> ATTRIBUTES = new ArrayList<>();
    private static final EventHook<Assignment<?>> ASSIGNED = new EventHook<>(HookOptions.named("any attribute assigned")
            .errors(ErrorPolicy.ISOLATE)
            .onDemand(GlobalAttributes::demandChanged));
    /** Set while a thread emits. Of a JDK type, so that a thread that outlives a program keeps none of its classes. */
    private static final ThreadLocal<@Nullable Boolean> EMITTING = new ThreadLocal<>();

    /**
     * The assignments that a thread is emitting, for {@link AssignmentChain}; of JDK types as above. Here, since this class is initialized
     * with the first attribute, while the first emission may have hardly any stack left.
     */
    private static final ThreadLocal<@Nullable Object[]> CHAIN = ThreadLocal.withInitial(AssignmentChain::newArray);

    private static int nextPurge = 64;

    private GlobalAttributes() {}

    static Hook1<Assignment<?>> assigned() {
        return ASSIGNED;
    }

    /** Returns the hook of one attribute, whose emissions reach the global one after its own observers. */
    @SuppressWarnings("unchecked") // An observer of any assignment accepts these.
    static <T> EventHook<Assignment<T>> child(HookOptions options) {
        EventHook<?> child = ASSIGNED.child(options);
        return (EventHook<Assignment<T>>) child;
    }

    static void add(SharedAttribute<?> attribute) {
        synchronized (ATTRIBUTES) {
            if (ATTRIBUTES.size() >= nextPurge) {
                ATTRIBUTES.removeIf(held -> held.get() == null);
                nextPurge = Math.max(64, ATTRIBUTES.size() * 2);
            }
            ATTRIBUTES.add(new WeakReference<>(attribute));
        }
    }

    /** Emits; but what observers assign meanwhile does not reach the global hook, which would notify them again. */
    static <T> void emit(EventHook<Assignment<T>> hook, Assignment<T> assignment) {
        if (!ASSIGNED.isObserved()) {
            hook.emit(assignment);
        } else if (isEmitting()) {
            emitBelow(hook, assignment);
        } else {
            EMITTING.set(true);
            try {
                hook.emit(assignment);
            } finally {
                EMITTING.remove();
            }
        }
    }

    /** Emits what an observer has assigned: not to the global hook. */
    @SuppressWarnings("unchecked")
    static <T> void emitBelow(EventHook<Assignment<T>> hook, Assignment<T> assignment) {
        boolean isOutermost = !isEmitting();
        EMITTING.set(true);
        try {
            hook.emitBelow((Hook1<Assignment<T>>) (Hook1<?>) ASSIGNED, assignment);
        } finally {
            if (isOutermost) {
                EMITTING.remove();
            }
        }
    }

    /** Returns whether this thread emits an assignment that reaches the global hook, or one that an observer of it made. */
    static boolean isEmitting() {
        return EMITTING.get() != null;
    }

    /** Returns the array of {@link AssignmentChain} for this thread. */
    static @Nullable Object[] emittingAssignments() {
        return CHAIN.get();
    }

    /** Forgets attributes that were collected. Otherwise that is done from time to time as attributes are added. */
    static void releaseCollected() {
        synchronized (ATTRIBUTES) {
            ATTRIBUTES.removeIf(held -> held.refersTo(null));
        }
    }

    private static void demandChanged() {
        forEach(attribute -> attribute.demand().notifyListeners());
        AgentPresence.demandChanged(null, ALL);
    }

    /** Calls an action for each attribute that is still reachable. */
    static void forEach(Consumer<SharedAttribute<?>> action) {
        List<WeakReference<SharedAttribute<?>>> attributes;
        synchronized (ATTRIBUTES) {
            attributes = List.copyOf(ATTRIBUTES);
        }
        for (WeakReference<SharedAttribute<?>> held : attributes) {
            SharedAttribute<?> attribute = held.get();
            if (attribute != null) {
                action.accept(attribute);
            }
        }
    }
}
