/**
 * What the packages of the library share with one another and with the project's own artifacts: the agent's presence, tests for
 * remaining stack and memory, timers, and maps by identity. The lowest package: it imports only the JDK and is not exported.
 */
@NullMarked
package dev.observatory.runtime;

import org.jspecify.annotations.NullMarked;
