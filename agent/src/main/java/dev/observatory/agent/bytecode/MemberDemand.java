package dev.observatory.agent.bytecode;

import dev.observatory.agent.match.MemberSelection;
import java.util.Set;

/**
 * Which observable members of one class are observed now: the others keep their code. Immutable.
 *
 * @param events whether all events are observed
 * @param attributes whether all fields are observed
 * @param members the observed methods by name and descriptor, and fields by name
 * @param watched patterns of members that are observed
 */
public record MemberDemand(boolean events, boolean attributes, Set<String> members, MemberSelection watched) {
    /** Everything is observed. */
    public static final MemberDemand ALL = new MemberDemand(true, true, Set.of(), MemberSelection.NONE);

    /** Nothing is observed. */
    public static final MemberDemand NONE = new MemberDemand(false, false, Set.of(), MemberSelection.NONE);
}
