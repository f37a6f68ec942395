package dev.observatory.graph;

/** Thrown to a function or an effect that reads a node of another graph, which cannot notify it of changes. */
final class ForeignReadException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ForeignReadException(Node<?> node) {
        super("A function or effect is notified of changes in its own graph only, but has read [" + node.name()
                + "] of another; create it in that graph, transfer the value with a HookValue of its updated(), or read it"
                + " in Graph.untracked");
    }
}
