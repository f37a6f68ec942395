/**
 * Facts about the JVM that the agent runs in: its options, other agents, pauses. Imports only the JDK.
 */
@NullMarked
package dev.observatory.agent.jvm;

import org.jspecify.annotations.NullMarked;
