/**
 * Publish and subscribe by topic: those who broadcast and those who listen need not know one another.
 *
 * <p>{@link dev.observatory.broker.EventBroker} is the way in: it finds the broker of a topic, and a broker hears what is
 * broadcast to it and below it. Built on {@link dev.observatory.hook.EventHook} and nothing else; brokers work without
 * the agent and start no thread.
 */
@NullMarked
package dev.observatory.broker;

import org.jspecify.annotations.NullMarked;
