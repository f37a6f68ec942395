/**
 * What the library's packages share below their public API, together with the project's own artifacts.
 *
 * <p>The lowest package, below {@link dev.observatory.hook}: it imports only the JDK. It holds the state of the agent and of
 * the connections that it made, notification of demand, tests for remaining stack and heap, timers, maps with weak identity
 * keys, the search for tagged methods, for classes behind generated ones and objects behind proxies, for class loaders that were closed
 * and for threads that would wait for each other. It is exported only to named modules of the project, and its names and meanings may
 * change in any release.
 */
@NullMarked
package dev.observatory.runtime;

import org.jspecify.annotations.NullMarked;
