/**
 * The messages between the command line and the agent, their encoding, and the files through which both find each other. Imports only the
 * JDK.
 */
@NullMarked
package dev.observatory.agent.wire;

import org.jspecify.annotations.NullMarked;
