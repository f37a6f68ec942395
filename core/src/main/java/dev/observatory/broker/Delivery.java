package dev.observatory.broker;

/** One broadcast as subscribers by pattern see it: they need to know where it was broadcast. */
record Delivery(Topic topic, Object message) {}
