package dev.observatory.event;

/** What began a call, which determines how the frame of the call is recognized on the stack. */
enum CallOrigin {
    /** Woven code: the frame is that of the tagged method. */
    WOVEN,
    /** {@link EventPoint#call}: the frame is that of the method itself. */
    DEFINED,
    /** {@link EventPoint#begin}: no frame identifies the call. */
    BY_HAND
}
