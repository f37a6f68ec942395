/**
 * The way into a running JVM, and all that stays in it afterwards: {@link dev.observatory.agent.entry.BootstrapAgent} finds out where the
 * library is, {@link dev.observatory.agent.entry.AgentBootstrap} creates the agent for one attachment. Nothing here refers to a class of
 * the agent or of the library: a program may have its own, and find these first.
 */
@NullMarked
package dev.observatory.agent.entry;

import org.jspecify.annotations.NullMarked;
