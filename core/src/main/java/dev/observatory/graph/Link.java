package dev.observatory.graph;

import org.jspecify.annotations.Nullable;

/**
 * The dependency of one vertex on one node. A link is always in the list of dependencies of its subscriber, and while
 * that is hot also in the list of subscribers of its node. Only then are the pointers of the latter set, so that an
 * unobserved vertex is not reachable from its inputs.
 */
final class Link {
    final Node<?> dep;
    final Vertex sub;

    @Nullable
    Link nextDep;

    @Nullable
    Link nextSub;

    /** The previous link; that of the first is the last. Null while the link is in no list of subscribers. */
    @Nullable
    Link prevSub;

    Link(Node<?> dep, Vertex sub, @Nullable Link nextDep) {
        this.dep = dep;
        this.sub = sub;
        this.nextDep = nextDep;
    }
}
