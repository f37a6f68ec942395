/**
 * The agent's side of the connection to the command line: a Unix domain socket and the handlers of the requests. Loaded on the first
 * attach, never before.
 */
@NullMarked
package dev.observatory.agent.serve;

import org.jspecify.annotations.NullMarked;
