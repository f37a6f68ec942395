package dev.observatory.machine;

/**
 * Thrown if a machine is used that a framework has made of another one, as containers do for transactions, scopes or mocks: by an
 * object without states, since no constructor ran, or by one with states of its own beside those of the machine that it stands for.
 * The methods of {@link Machine} are final and its states are fields, neither of which a proxy forwards.
 */
public final class MachineProxyException extends MachineException {
    private static final long serialVersionUID = 1L;

    MachineProxyException(String message) {
        super(message);
    }
}
