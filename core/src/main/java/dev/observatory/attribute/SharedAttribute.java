package dev.observatory.attribute;

import static java.util.Objects.requireNonNull;

import dev.observatory.hook.ErrorPolicy;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.Hook1;
import dev.observatory.hook.HookOptions;
import dev.observatory.runtime.AgentPresence;
import dev.observatory.runtime.Demand;
import dev.observatory.runtime.ProxyTargets;
import dev.observatory.runtime.WeakIdentityMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One observable field, for all targets. */
final class SharedAttribute<T> extends Attribute<T> {
    private static final AtomicInteger LAST_NUMBER = new AtomicInteger();

    private final ObservedField field;
    private final int number = LAST_NUMBER.incrementAndGet();
    private final Demand demand = new Demand(this::isObserved);
    private final EventHook<Assignment<T>> assigned;
    private volatile @Nullable WeakIdentityMap<BoundAttribute<T>> bound;

    SharedAttribute(ObservedField field) {
        this.field = field;
        this.assigned = GlobalAttributes.child(options(field.label() + " assigned"));
        GlobalAttributes.add(this);
    }

    @Override
    public Hook1<Assignment<T>> assigned() {
        return assigned;
    }

    @Override
    public Attribute<T> bind(Object target) {
        requireNonNull(target, "target");
        if (field.isStatic()) {
            throw new IllegalArgumentException(
                    "Field [" + name() + "] is static and has no object to bind to; observe the attribute itself");
        }
        return boundAttributes()
                .computeIfAbsent(
                        ProxyTargets.targetOf(target),
                        () -> new BoundAttribute<>(this, assigned.child(options(assigned.name() + " of one object"))));
    }

    private synchronized WeakIdentityMap<BoundAttribute<T>> boundAttributes() {
        WeakIdentityMap<BoundAttribute<T>> known = bound;
        if (known == null) {
            known = new WeakIdentityMap<>(this::demandChanged);
            bound = known;
        }
        return known;
    }

    private HookOptions options(String hookName) {
        return HookOptions.named(hookName).errors(ErrorPolicy.ISOLATE).onDemand(this::demandChanged);
    }

    private void demandChanged() {
        demand.notifyListeners();
        AgentPresence.demandChanged(field.owner(), name());
    }

    boolean isObserved() {
        if (assigned.isObserved()) {
            return true;
        }
        WeakIdentityMap<BoundAttribute<T>> perObject = bound;
        if (perObject != null) {
            for (BoundAttribute<T> attribute : perObject.values()) {
                if (attribute.hook().isObserved()) {
                    return true;
                }
            }
        }
        return false;
    }

    void emit(@Nullable Object target, @Nullable T oldValue, @Nullable T newValue, boolean inConstruction) {
        EventHook<Assignment<T>> hook = inConstruction ? assigned : hookOf(target);
        if (hook.isObserved() && !(field.changesOnly() && SameValue.test(oldValue, newValue))) {
            AssignmentChain.emit(hook, this, target, oldValue, newValue);
        }
    }

    private EventHook<Assignment<T>> hookOf(@Nullable Object target) {
        WeakIdentityMap<BoundAttribute<T>> perObject = bound;
        BoundAttribute<T> attribute = perObject == null || target == null ? null : perObject.get(target);
        return attribute == null ? assigned : attribute.hook();
    }

    /** Returns a number that no other attribute has; not 0. */
    int number() {
        return number;
    }

    boolean duringConstruction() {
        return field.duringConstruction();
    }

    Demand demand() {
        return demand;
    }

    @Override
    ObservedField field() {
        return field;
    }
}
