package dev.observatory.graph;

/** Code that runs when nodes change. It keeps its dependencies hot until it is closed. */
abstract sealed class Reaction extends Vertex permits Effect, Watcher {
    /** The clock at its last check. */
    long stamp;

    Reaction(Engine engine, int flags) {
        super(engine, flags | REACTION);
    }

    /**
     * Brings the dependencies up to date as far as necessary, and returns whether one of them has really changed or cannot be
     * computed.
     */
    final boolean detectChange() {
        if (stamp < 0) {
            return true;
        }
        for (Link link = deps; link != null; link = link.nextDep) {
            Node<?> dep = link.dep;
            if (dep instanceof ComputedNode<?> computed && !engine.isCurrent(computed) && !bringUpToDate(computed)) {
                return true;
            }
            if (dep.changedAt > stamp) {
                return true;
            }
        }
        return false;
    }

    /** Returns false if what the reaction has to read is unknown because this failed; the reaction fails likewise then. */
    final boolean bringUpToDate(ComputedNode<?> node) {
        try {
            engine.evaluator.bringUpToDate(node);
            return true;
        } catch (VirtualMachineError error) {
            return true; // The node counts as changed, once.
        } catch (Throwable failed) {
            return false;
        }
    }

    /** Brings all dependencies up to date, so that further changes of them are noticed although the reaction has not run. */
    final void bringAllUpToDate() {
        for (Link link = deps; link != null; link = link.nextDep) {
            if (link.dep instanceof ComputedNode<?> computed && !engine.isCurrent(computed)) {
                bringUpToDate(computed);
            }
        }
    }

    /** Makes sure that the next change is noticed although the present one could not be processed. */
    final void skip() {
        engine.evaluator.distrustBelow(this);
        settle();
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
