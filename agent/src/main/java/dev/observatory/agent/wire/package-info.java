/** What the agent and the command line say to each other, and where they meet. */
@NullMarked
package dev.observatory.agent.wire;

import org.jspecify.annotations.NullMarked;
