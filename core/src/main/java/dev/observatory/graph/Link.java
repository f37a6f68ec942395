package dev.observatory.graph;

import org.jspecify.annotations.Nullable;

/**
 * One vertex depends on one node. A link is in its subscriber's list of dependencies, and while that one is hot also in the
 * node's list of subscribers; only then do the pointers of the latter lead anywhere, so that what nobody observes is held by
 * nobody below it.
 */
final class Link {
    final Node<?> dep;
    final Vertex sub;

    @Nullable
    Link nextDep;

    @Nullable
    Link nextSub;

    /** The one before; that of the first is the last. Null while the link is in no list of subscribers. */
    @Nullable
    Link prevSub;

    Link(Node<?> dep, Vertex sub, @Nullable Link nextDep) {
        this.dep = dep;
        this.sub = sub;
        this.nextDep = nextDep;
    }
}
