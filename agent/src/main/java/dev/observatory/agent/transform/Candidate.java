package dev.observatory.agent.transform;

import dev.observatory.agent.match.MemberSelection;
import org.jspecify.annotations.Nullable;

/**
 * A class that may have something to weave.
 *
 * @param module its module; null if it is not known
 * @param loader its class loader
 * @param name its internal name
 * @param usesLibrary whether its code calls the library
 * @param selection the members that can be observed although they are not annotated
 * @param watched the members that are observed by patterns
 * @param isWholeClassWoven whether all observable members are woven, observed or not
 */
record Candidate(
        @Nullable Module module,
        ClassLoader loader,
        String name,
        boolean usesLibrary,
        MemberSelection selection,
        MemberSelection watched,
        boolean isWholeClassWoven) {}
