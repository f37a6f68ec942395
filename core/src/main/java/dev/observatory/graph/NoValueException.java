package dev.observatory.graph;

/** Thrown when a node that has no value yet is read. */
public final class NoValueException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    NoValueException(Node<?> node) {
        super("Value [" + node.name() + "] was never set; set it before it is read, or create it with Value.of");
    }
}
