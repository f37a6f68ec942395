/**
 * The way into a JVM that runs, and all that stays in it afterwards: {@link dev.observatory.agent.entry.BootstrapAgent} finds out where the
 * library is, {@link dev.observatory.agent.entry.AgentBootstrap} loads the agent for one stay. Nothing here names a class of the agent or of
 * the library: a program may have its own of them, and find these first.
 */
@NullMarked
package dev.observatory.agent.entry;

import org.jspecify.annotations.NullMarked;
