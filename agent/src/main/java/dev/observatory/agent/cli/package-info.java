/**
 * The command line: finds JVMs, has the agent loaded into one, and talks to it. Runs in a JVM of its own and is loaded in no program
 * that is observed.
 */
@NullMarked
package dev.observatory.agent.cli;

import org.jspecify.annotations.NullMarked;
