package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.Demand;
import dev.observatory.runtime.ProxyTargets;
import dev.observatory.runtime.Requirement;
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
    private final boolean isConstructor;
    private final Demand demand = new Demand(this::isObserved);
    private volatile @Nullable WeakIdentityMap<OfObject> bound;
    private volatile @Nullable EventDescription description;
    private volatile @Nullable EventHooks hooks;
    private volatile @Nullable String parameterNames;
    private volatile boolean hasWaitingCalls;
    private volatile FollowedCall.@Nullable Source follower;
    private volatile boolean isFollowerDetermined;

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
        this.isConstructor = type != null && key.startsWith(ClassEvents.CONSTRUCTOR);
        GlobalEvents.add(this);
    }

    @Override
    public boolean isObserved() {
        EventHooks own = hooks;
        if ((own == null ? GlobalEvents.hooks().isObserved() : own.isObserved()) || follower != null) {
            return true;
        }
        WeakIdentityMap<OfObject> perObject = bound;
        if (perObject != null) {
            for (OfObject point : perObject.values()) {
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
        if (isConstructor) {
            throw new IllegalArgumentException("Event [" + label
                    + "] is a constructor, whose object does not exist when it begins; observe the event itself");
        }
        OfObject point = boundPoints()
                .computeIfAbsent(
                        behindProxies(target),
                        () -> new OfObject(this, hooks().child(this, label + " of one object", this::demandChanged)));
        refreshHooks(); // Not before it can be found here when other hooks change.
        return point;
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

    private synchronized WeakIdentityMap<OfObject> boundPoints() {
        WeakIdentityMap<OfObject> made = bound;
        if (made == null) {
            made = new WeakIdentityMap<>(this::demandChanged);
            bound = made;
        }
        return made;
    }

    @Override
    EventHooks hooksFor(@Nullable Object target) {
        WeakIdentityMap<OfObject> perObject = bound;
        OfObject point = perObject == null || target == null ? null : perObject.get(target);
        return point == null ? hooks() : point.hooks();
    }

    Demand demand() {
        return demand;
    }

    private void demandChanged() {
        notifyOfDemand();
        if (type != null) {
            AgentPresence.demandChanged(type, key);
        }
        if (stopWaiting()) {
            StageListeners.releaseUseless();
        }
    }

    /** Determines what follows the calls of this event. Calls code of the program, which selects events, so no lock may be held. */
    void determineFollower() {
        FollowedCall.Selection selection;
        do {
            selection = GlobalEvents.followers();
            follower = selection.of(this);
        } while (selection != GlobalEvents.followers());
        isFollowerDetermined = true;
    }

    /**
     * Determines what follows the calls of this event, unless that was done before. Called before anyone uses the event: by each thread
     * that comes first, since a call that another thread makes meanwhile must be followed too.
     */
    void ensureFollowerIsDetermined() {
        if (!isFollowerDetermined) {
            determineFollower();
            if (follower != null) {
                notifyOfDemand(); // Another thread may have begun to use the event.
            }
        }
    }

    /** Returns what follows the calls of this event; null if nothing does. */
    FollowedCall.@Nullable Source follower() {
        return follower;
    }

    /** Called after observers of this event, of one of its objects or of all events were connected or disconnected. */
    void notifyOfDemand() {
        refreshHooks();
        demand.notifyListeners();
    }

    private synchronized void refreshHooks() {
        EventHooks own = hooks;
        WeakIdentityMap<OfObject> perObject = bound;
        if (own != null) {
            own.refresh();
        }
        if (perObject != null) {
            for (OfObject point : perObject.values()) {
                point.hooks().refresh();
            }
        }
    }

    boolean isConstructor() {
        return isConstructor;
    }

    /** Returns whether single objects may have hooks of their own. */
    boolean hasObjects() {
        return bound != null;
    }

    /** Returns whether woven code need not collect the operands of a call. */
    boolean canDoWithoutOperands() {
        EventHooks own = hooks;
        return own != null && (own.required() & Requirement.ARGUMENTS) == 0 && bound == null;
    }

    /** Called when a call waits for an asynchronous result: it must be released when this event is not observed any more. */
    void callWaits() {
        hasWaitingCalls = true;
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
        EventHooks made = hooks;
        if (made == null) {
            made = GlobalEvents.hooks().child(this, label, this::demandChanged);
            made.refresh();
            hooks = made;
        }
        return made;
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

    /** The event of a method, limited to the calls of one object. Does not refer to the object, and lives exactly as long. */
    static final class OfObject extends EventPoint {
        private final MethodEventPoint shared;
        private final EventHooks hooks;

        private OfObject(MethodEventPoint shared, EventHooks hooks) {
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
}
