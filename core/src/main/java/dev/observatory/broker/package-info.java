/**
 * Publish and subscribe by topic: broadcasters and subscribers need no reference to one another.
 *
 * <p>{@link dev.observatory.broker.EventBroker} is the entry point: it returns the broker of a topic, and a broker receives
 * what is broadcast to it or below it. A message is emitted by the broker's own hook (see {@link dev.observatory.hook}),
 * {@code broadcast → the broker's hook → subscriber}, and then by the hook of each ancestor. The package does not depend on events,
 * attributes or collections. Any hook can publish to a broker, and {@code @Publishes} methods do so through woven code. Brokers
 * work without the agent and start no thread.
 */
@NullMarked
package dev.observatory.broker;

import org.jspecify.annotations.NullMarked;
