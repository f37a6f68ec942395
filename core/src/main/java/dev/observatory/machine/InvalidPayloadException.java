package dev.observatory.machine;

/** Thrown if a trigger is fired without the payload that it takes, or with one of another type. */
public final class InvalidPayloadException extends MachineException {
    private static final long serialVersionUID = 1L;

    InvalidPayloadException(String trigger, Class<?> type, String found) {
        super("Trigger [" + trigger + "] takes a payload of type [" + type.getName() + "] and got [" + found
                + "]; use fire(payload)");
    }
}
