/**
 * The command line: finds JVMs, loads the agent into one, and sends it requests. Runs in a JVM of its own and is not loaded into observed
 * programs.
 */
@NullMarked
package dev.observatory.agent.cli;

import org.jspecify.annotations.NullMarked;
