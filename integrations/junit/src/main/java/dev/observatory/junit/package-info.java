/**
 * The agent in tests: {@link dev.observatory.junit.Observatory @Observatory} on a JUnit test class loads it into the JVM that runs
 * the tests, and closes after each test what that test has connected. Requires JUnit Jupiter 5 or 6, which the test brings.
 */
@NullMarked
package dev.observatory.junit;

import org.jspecify.annotations.NullMarked;
