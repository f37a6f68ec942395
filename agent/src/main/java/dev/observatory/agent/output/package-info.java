/**
 * Where the agent itself writes observed calls and assignments: a log or a flight recording.
 */
@NullMarked
package dev.observatory.agent.output;

import org.jspecify.annotations.NullMarked;
