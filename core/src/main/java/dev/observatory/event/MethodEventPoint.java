package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.Demand;
import dev.observatory.runtime.ProxyTargets;
import dev.observatory.runtime.StageListeners;
import dev.observatory.runtime.WeakIdentityMap;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The event of a method, for the calls of all objects. */
final class MethodEventPoint extends EventPoint {
    /** Null for an event without a method. */
    private final @Nullable Class<?> type;

    private final String key;
    private final String label;
    private final Function<String, EventDescription> source;
    private final BooleanSupplier woven;
    private final Demand demand = new Demand(this::isObserved);
    private volatile @Nullable WeakIdentityMap<BoundPoint> bound;
    private volatile @Nullable EventDescription description;
    private volatile @Nullable EventHooks hooks;
    private volatile @Nullable String parameterNames;
    private volatile boolean hasWaitingCalls;
    /** Set once, and read without a fence: a call that does not see it yet holds its operands softly. */
    private boolean areOperandsReadLate;

    /**
     * Creates the event point.
     *
     * @param type the class that declares the method; null if there is none
     * @param key the method's name and descriptor
     * @param source describes the event, given the parameter names that the weaver found (empty if none)
     */
    MethodEventPoint(
            @Nullable Class<?> type,
            String key,
            String label,
            Function<String, EventDescription> source,
            BooleanSupplier woven) {
        this.type = type;
        this.key = key;
        this.label = label;
        this.source = source;
        this.woven = woven;
        GlobalEvents.add(this);
    }

    @Override
    public boolean isObserved() {
        EventHooks own = hooks;
        if (own == null ? GlobalEvents.hooks().isObserved() : own.isObserved()) {
            return true;
        }
        WeakIdentityMap<BoundPoint> perObject = bound;
        if (perObject != null) {
            for (BoundPoint point : perObject.values()) {
                if (point.hooks().isObserved()) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public boolean isWoven() {
        return parameterNames != null || woven.getAsBoolean();
    }

    @Override
    public EventPoint bind(Object target) {
        requireNonNull(target, "target");
        if (describe().isStatic()) {
            throw new IllegalArgumentException(
                    "Event [" + label + "] is a static method and has no object to bind to; observe the event itself");
        }
        if (type != null && key.startsWith(ClassEvents.CONSTRUCTOR)) {
            throw new IllegalArgumentException("Event [" + label
                    + "] is a constructor, whose object does not exist when it begins; observe the event itself");
        }
        return boundPoints()
                .computeIfAbsent(
                        behindProxies(target),
                        () -> new BoundPoint(this, hooks().child(this, label + " of one object", this::demandChanged)));
    }

    /** Returns the object that runs the method when it is called on the target. */
    private Object behindProxies(Object target) {
        if (type == null) {
            return target;
        }
        if (type.isInterface() && Proxy.isProxyClass(target.getClass()) && type.isInstance(target)) {
            Object found = ProxyTargets.findTarget(target);
            if (found != null) {
                return found;
            }
            if (describe().action() instanceof Method method && method.isDefault()) {
                return target; // A proxy may run default methods itself.
            }
        }
        return ProxyTargets.targetOf(target);
    }

    private synchronized WeakIdentityMap<BoundPoint> boundPoints() {
        WeakIdentityMap<BoundPoint> made = bound;
        if (made == null) {
            made = new WeakIdentityMap<>(this::demandChanged);
            bound = made;
        }
        return made;
    }

    @Override
    EventHooks hooksFor(@Nullable Object target) {
        WeakIdentityMap<BoundPoint> perObject = bound;
        BoundPoint point = perObject == null || target == null ? null : perObject.get(target);
        return point == null ? hooks() : point.hooks();
    }

    Demand demand() {
        return demand;
    }

    private void demandChanged() {
        demand.notifyListeners();
        if (type != null) {
            AgentPresence.demandChanged(type, key);
        }
        if (stopWaiting()) {
            StageListeners.releaseUseless();
        }
    }

    /** Called when a call waits for an asynchronous result: it must be released when this event is not observed any more. */
    void callWaits() {
        hasWaitingCalls = true;
    }

    /** Called when an observer has read the target or the arguments of a call after its beginning. */
    void operandsReadLate() {
        if (!areOperandsReadLate) {
            areOperandsReadLate = true;
        }
    }

    boolean areOperandsReadLate() {
        return areOperandsReadLate;
    }

    /** Returns whether there are calls to release, and records that they are being released. */
    boolean stopWaiting() {
        if (!hasWaitingCalls || isObserved()) {
            return false;
        }
        hasWaitingCalls = false;
        return true;
    }

    /** Returns whether this is the event of a method that a predicate over class and key selects. */
    boolean isSelectedBy(BiPredicate<Class<?>, String> selection) {
        return type != null && selection.test(type, key);
    }

    /** Called when the woven method is about to run for the first time, with the parameter names that the weaver found. */
    void linked(String namesFoundByWeaver) {
        parameterNames = namesFoundByWeaver;
        description = null;
    }

    @Override
    EventHooks hooks() {
        EventHooks made = hooks;
        return made == null ? makeHooks() : made;
    }

    private synchronized EventHooks makeHooks() {
        if (hooks == null) {
            hooks = GlobalEvents.hooks().child(this, label, this::demandChanged);
        }
        return requireNonNull(hooks);
    }

    /** Returns the class that declares the method; null if there is none. */
    @Nullable
    Class<?> type() {
        return type;
    }

    /** Returns the method's name and descriptor; has no meaning without a method. */
    String key() {
        return key;
    }

    boolean isDescribed() {
        return description != null;
    }

    @Override
    EventDescription describe() {
        EventDescription known = description;
        if (known == null) {
            String names = parameterNames;
            known = source.apply(names == null ? "" : names);
            description = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "event [" + label + "]";
    }
}
