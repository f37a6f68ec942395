package dev.observatory.event;

/** Who began a call, and so how its own frame is found on the stack. */
enum CallOrigin {
    /** Woven code: the frame of the tagged method. */
    WOVEN,
    /** {@link EventPoint#call}: its frame. */
    DEFINED,
    /** {@link EventPoint#begin}: no frame tells. */
    BY_HAND
}
