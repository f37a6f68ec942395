package dev.observatory.graph;

/** Tells a person what is known of a computed node. The lock is held. */
final class Explanation {
    private Explanation() {}

    static String of(ComputedNode<?> node) {
        StringBuilder text = new StringBuilder()
                .append(node)
                .append(" = ")
                .append(Trace.shown(node))
                .append(node.engine.isCurrent(node) ? "; up to date" : "; to be computed or checked when it is read")
                .append(node.subs == null ? "; nobody observes it" : "; observed");
        for (Link link = node.deps; link != null; link = link.nextDep) {
            text.append("\n  input ").append(link.dep).append(" = ").append(Trace.shown(link.dep));
        }
        NodeExtras<?> extras = node.extras;
        Trace trace = extras == null ? null : extras.trace;
        if (trace == null) {
            return text.append("\n  why it was computed is known after Graph.trace(true)")
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
