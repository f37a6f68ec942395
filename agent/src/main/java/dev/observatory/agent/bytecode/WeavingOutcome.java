package dev.observatory.agent.bytecode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The result of carrying out a {@link WeavingPlan}: the woven class file, and what became of each member. Immutable. */
public final class WeavingOutcome {
    private final byte @Nullable [] classFile;
    private final Set<String> changedMethods;
    private final List<String> wovenMembers;
    private final Map<String, String> skipped;
    private final Map<String, String> skippedByPattern;

    /** Creates an outcome from collections that are not changed any more. */
    WeavingOutcome(
            byte @Nullable [] classFile,
            WeavingPlan plan,
            Map<String, PlannedMethod> woven,
            Map<String, String> skipped,
            Map<String, String> skippedByPattern) {
        this.classFile = classFile;
        this.changedMethods = Collections.unmodifiableSet(woven.keySet());
        this.wovenMembers = membersOf(plan, woven);
        this.skipped = Collections.unmodifiableMap(skipped);
        this.skippedByPattern = Collections.unmodifiableMap(skippedByPattern);
    }

    /**
     * Returns the outcome of a plan that changes no code.
     *
     * @param plan a plan with nothing to weave
     * @return an outcome without a class file
     */
    public static WeavingOutcome unchanged(WeavingPlan plan) {
        return new WeavingOutcome(null, plan, Map.of(), plan.skipped(), plan.skippedByPattern());
    }

    private static List<String> membersOf(WeavingPlan plan, Map<String, PlannedMethod> woven) {
        List<String> members = new ArrayList<>();
        for (Map.Entry<String, PlannedMethod> method : woven.entrySet()) {
            if (method.getValue().isEvent()) {
                members.add(method.getKey());
            }
        }
        members.addAll(plan.observedFields().keySet());
        return Collections.unmodifiableList(members);
    }

    /**
     * Returns the woven class file.
     *
     * @return null if the class stays as it is
     */
    public byte @Nullable [] classFile() {
        return classFile;
    }

    /**
     * Returns the methods whose code was changed, including those that are woven only for the sake of others.
     *
     * @return their names and descriptors
     */
    public Set<String> changedMethods() {
        return changedMethods;
    }

    /**
     * Returns the members that are woven now.
     *
     * @return methods by name and descriptor, fields by name
     */
    public List<String> wovenMembers() {
        return wovenMembers;
    }

    /**
     * Returns the tagged members that are not woven.
     *
     * @return reasons by member
     */
    public Map<String, String> skipped() {
        return skipped;
    }

    /**
     * Returns the methods that are only selected by a pattern and are not woven.
     *
     * @return reasons by method
     */
    public Map<String, String> skippedByPattern() {
        return skippedByPattern;
    }
}
