package dev.observatory.machine;

import java.lang.invoke.MethodType;

/** The types of payloads, which are objects: a primitive type stands for its wrapper. */
final class PayloadType {
    private PayloadType() {}

    /**
     * Returns the class whose instances are the payloads of a type.
     *
     * @throws IllegalArgumentException if there are none
     */
    @SuppressWarnings("unchecked") // int.class and Integer.class are both of type Class<Integer>
    static <T> Class<T> of(Class<T> type) {
        if (type == void.class) {
            throw new IllegalArgumentException(
                    "Payload type [void] has no values; declare the trigger without a payload type");
        }
        return (Class<T>) MethodType.methodType(type).wrap().returnType();
    }
}
