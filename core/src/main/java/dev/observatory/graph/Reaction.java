package dev.observatory.graph;

/** Code that runs when nodes change. It keeps its dependencies hot until it is closed. */
abstract sealed class Reaction extends Vertex permits Effect, Watcher {
    /** The clock at its last check. */
    long stamp;

    Reaction(Engine engine, int flags) {
        super(engine, flags | REACTION);
    }

    /** Brings the dependencies up to date as far as necessary, and returns whether one of them has really changed. */
    final boolean detectChange() {
        if (stamp < 0) {
            return true;
        }
        for (Link link = deps; link != null; link = link.nextDep) {
            Node<?> dep = link.dep;
            if (dep instanceof ComputedNode<?> computed && !engine.isCurrent(computed)) {
                engine.evaluator.bringUpToDate(computed);
            }
            if (dep.changedAt > stamp) {
                return true;
            }
        }
        return false;
    }

    /** Marks all changes up to now as processed. */
    final void settle() {
        flags &= ~STALE;
        stamp = engine.clock;
    }

    /** Removes all dependencies. The lock is held. */
    final void retire() {
        if (!is(CLOSED)) {
            raise(CLOSED);
            Link first = deps;
            deps = null;
            engine.edges.detachAll(first);
        }
    }

    final void dependOn(Node<?> node) {
        Link link = new Link(node, this, deps);
        deps = link;
        engine.edges.attach(link);
    }
}
