package dev.observatory.graph;

/** Something that happens when nodes change. It keeps what it depends on hot until it is closed. */
abstract sealed class Reaction extends Vertex permits Effect, Watcher {
    /** The clock when it last looked. */
    long stamp;

    Reaction(Engine engine, int flags) {
        super(engine, flags | REACTION);
    }

    /** Whether a dependency has really changed since; brings up to date what has to be for that. */
    final boolean isDue() {
        if (stamp < 0) {
            return true;
        }
        for (Link link = deps; link != null; link = link.nextDep) {
            Node<?> dep = link.dep;
            if (dep instanceof ComputedNode<?> computed && !engine.isCurrent(computed)) {
                engine.evaluator.bringUp(computed);
            }
            if (dep.changedAt > stamp) {
                return true;
            }
        }
        return false;
    }

    /** Whatever changed up to now is known to it. */
    final void settle() {
        flags &= ~STALE;
        stamp = engine.clock;
    }

    /** Depends on nothing any more. The lock is held. */
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
