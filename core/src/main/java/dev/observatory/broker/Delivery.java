package dev.observatory.broker;

/** A broadcast message with its topic, as pattern subscribers need it. */
record Delivery(Topic topic, Object message) {}
