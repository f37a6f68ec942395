/**
 * One woven call compared with other instrumentation of the same call. {@code PeersSection} runs each peer in separate forks,
 * started with the peer's agent.
 */
package dev.observatory.bench.peers;
