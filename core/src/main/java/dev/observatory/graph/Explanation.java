package dev.observatory.graph;

/** Describes the state of a computed node for a person. The lock is held. */
final class Explanation {
    private Explanation() {}

    static String of(ComputedNode<?> node) {
        StringBuilder text = new StringBuilder()
                .append(node)
                .append(" = ")
                .append(Trace.text(Trace.shown(node)))
                .append(node.engine.isCurrent(node) ? "; up to date" : "; to be computed or checked when it is read")
                .append(node.subs == null ? "; not observed" : "; observed");
        for (Link link = node.deps; link != null; link = link.nextDep) {
            text.append("\n  input ").append(link.dep).append(" = ").append(Trace.text(Trace.shown(link.dep)));
        }
        NodeExtras<?> extras = node.extras;
        Trace trace = extras == null ? null : extras.trace;
        if (trace == null) {
            return text.append("\n  call Graph.trace(true) to see why it is computed")
                    .toString();
        }
        return text.append("\n  computed ")
                .append(trace.computes)
                .append(" times, answered from the cache ")
                .append(trace.hits.sum())
                .append(" times\n  last time: ")
                .append(trace.reason())
                .toString();
    }
}
