package dev.observatory.machine;

import java.util.List;

/** Thrown if a snapshot cannot be taken or restored, with a list of the obstacles; completes triggers that a restored one replaces. */
public final class SnapshotException extends MachineException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> gone;

    SnapshotException(String message, List<String> gone) {
        super(message);
        this.gone = List.copyOf(gone);
    }

    /**
     * Returns the elements of the snapshot that the definition does not have.
     *
     * @return names of states and triggers; empty for any other reason
     */
    public List<String> gone() {
        return gone == null ? List.of() : gone;
    }
}
