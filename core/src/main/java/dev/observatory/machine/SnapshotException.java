package dev.observatory.machine;

import java.util.List;

/** A machine cannot be restored from a snapshot, or a snapshot cannot be taken; names what is in the way. */
public final class SnapshotException extends MachineException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> gone;

    SnapshotException(String message, List<String> gone) {
        super(message);
        this.gone = List.copyOf(gone);
    }

    /**
     * What the snapshot speaks of and the definition no longer has.
     *
     * @return names of states and triggers; empty if something else is wrong
     */
    public List<String> gone() {
        return gone == null ? List.of() : gone;
    }
}
