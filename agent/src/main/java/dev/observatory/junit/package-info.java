/**
 * The agent in tests: {@link dev.observatory.junit.Observatory @Observatory} on a JUnit test class loads it into the JVM that runs
 * the tests, and closes after each test what that test has connected. Needs JUnit Jupiter, which the agent jar does not bring.
 */
@NullMarked
package dev.observatory.junit;

import org.jspecify.annotations.NullMarked;
