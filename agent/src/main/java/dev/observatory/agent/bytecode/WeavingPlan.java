package dev.observatory.agent.bytecode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be woven in one class, and what cannot be woven for reasons that are known before weaving. Immutable; made by
 * {@link WeavingPlanner}, carried out by {@link ClassWeaver}. Methods are identified by name and descriptor.
 */
public final class WeavingPlan {
    private final Map<String, PlannedMethod> methods;
    private final Map<String, String> observableFields;
    private final Map<String, String> observedFields;
    private final Map<String, String> skipped;
    private final Map<String, String> skippedByPattern;
    private final MemberTagIndex tags;
    private final FieldWriteMatcher fieldWrites;
    private final boolean hasObservers;
    private final @Nullable String superConstructorOwner;

    /** Creates a plan from maps that are not changed any more. */
    WeavingPlan(
            Map<String, PlannedMethod> methods,
            Map<String, String> observableFields,
            Map<String, String> observedFields,
            Map<String, String> skipped,
            Map<String, String> skippedByPattern,
            MemberTagIndex tags,
            FieldWriteMatcher fieldWrites,
            boolean hasObservers,
            @Nullable String superConstructorOwner) {
        this.methods = Collections.unmodifiableMap(methods);
        this.observableFields = Collections.unmodifiableMap(observableFields);
        this.observedFields = Collections.unmodifiableMap(observedFields);
        this.skipped = Collections.unmodifiableMap(skipped);
        this.skippedByPattern = Collections.unmodifiableMap(skippedByPattern);
        this.tags = tags;
        this.fieldWrites = fieldWrites;
        this.hasObservers = hasObservers;
        this.superConstructorOwner = superConstructorOwner;
    }

    /**
     * Returns whether the class does not concern the agent at all.
     *
     * @return true if there is nothing to weave, to report or to register
     */
    public boolean isEmpty() {
        return !weavesAny()
                && skipped.isEmpty()
                && skippedByPattern.isEmpty()
                && observableFields.isEmpty()
                && !hasObservers
                && !tags.hasState();
    }

    /**
     * Returns whether the code of any method is to be changed.
     *
     * @return false if the class file stays as it is
     */
    public boolean weavesAny() {
        return !methods.isEmpty();
    }

    /**
     * Returns whether the code of a method is to be changed.
     *
     * @param method its name and descriptor
     * @return whether the plan contains it
     */
    public boolean weaves(String method) {
        return methods.containsKey(method);
    }

    /**
     * Returns whether the class has static methods that observe events or hooks, or subscribe to topics.
     *
     * @return whether the library has to connect them
     */
    public boolean hasObservers() {
        return hasObservers;
    }

    /**
     * Returns the observable fields that the class declares.
     *
     * @return their descriptors by name
     */
    public Map<String, String> observableFields() {
        return observableFields;
    }

    /**
     * Returns the observable fields that are observed now.
     *
     * @return their descriptors by name
     */
    public Map<String, String> observedFields() {
        return observedFields;
    }

    /**
     * Returns the members that can be observed, whether they are woven now or not.
     *
     * @return methods by name and descriptor, fields by name
     */
    public List<String> observableMembers() {
        List<String> members = new ArrayList<>();
        for (Map.Entry<String, PlannedMethod> method : methods.entrySet()) {
            if (method.getValue().isEvent()) {
                members.add(method.getKey());
            }
        }
        members.addAll(observableFields.keySet());
        return members;
    }

    /**
     * Returns this plan without the events that are not observed now; what else such a method is woven for stays.
     *
     * @return what is to be woven now
     */
    public WeavingPlan observed() {
        Map<String, PlannedMethod> kept = new LinkedHashMap<>();
        for (Map.Entry<String, PlannedMethod> entry : methods.entrySet()) {
            PlannedMethod method = entry.getValue();
            if (method.isEvent() && !method.isObserved()) {
                method = method.without(PlannedMethod.EVENT | PlannedMethod.BY_PATTERN);
            }
            if (!method.hasNoRole()) {
                kept.put(entry.getKey(), method);
            }
        }
        return with(kept, skippedByPattern);
    }

    private WeavingPlan with(Map<String, PlannedMethod> newMethods, Map<String, String> newSkippedByPattern) {
        return new WeavingPlan(
                newMethods,
                observableFields,
                observedFields,
                skipped,
                newSkippedByPattern,
                tags,
                fieldWrites,
                hasObservers,
                superConstructorOwner);
    }

    /**
     * Returns the super class if its constructors may be called by an event of this class, directly or through others: what they
     * throw must then be reported by them, since the caller cannot catch it.
     *
     * @return its internal name; null if no such call is possible
     */
    public @Nullable String superConstructorOwner() {
        return superConstructorOwner;
    }

    /**
     * Returns the tagged members that cannot be woven.
     *
     * @return reasons by member
     */
    public Map<String, String> skipped() {
        return skipped;
    }

    /**
     * Returns the methods that are only selected by a pattern and cannot or must not be woven.
     *
     * @return reasons by method
     */
    public Map<String, String> skippedByPattern() {
        return skippedByPattern;
    }

    /**
     * Returns how many methods are events only because a pattern selects them.
     *
     * @return the number of methods
     */
    public int countByPattern() {
        int count = 0;
        for (PlannedMethod method : methods.values()) {
            count += method.isByPattern() ? 1 : 0;
        }
        return count;
    }

    /**
     * Returns this plan without the events that only a pattern selects; what else such a method is woven for stays.
     *
     * @param reason why they are skipped
     * @return a smaller plan
     */
    public WeavingPlan withoutPatterns(String reason) {
        Map<String, PlannedMethod> kept = new LinkedHashMap<>();
        Map<String, String> nowSkipped = new LinkedHashMap<>(skippedByPattern);
        for (Map.Entry<String, PlannedMethod> entry : methods.entrySet()) {
            PlannedMethod method = entry.getValue();
            if (method.isByPattern()) {
                nowSkipped.put(entry.getKey(), reason);
                method = method.without(PlannedMethod.EVENT | PlannedMethod.BY_PATTERN | PlannedMethod.OBSERVED);
            }
            if (!method.hasNoRole()) {
                kept.put(entry.getKey(), method);
            }
        }
        return with(kept, nowSkipped);
    }

    /**
     * Returns the annotations of the members.
     *
     * @return what the library needs to know of them where reflection refuses the class
     */
    public MemberTagIndex tags() {
        return tags;
    }

    Map<String, PlannedMethod> methods() {
        return methods;
    }

    FieldWriteMatcher fieldWrites() {
        return fieldWrites;
    }
}
