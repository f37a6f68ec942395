/**
 * The agent's side of a conversation with the command line: a socket of the local machine, and what is asked through it. Loaded when
 * somebody attaches, never before.
 */
@NullMarked
package dev.observatory.agent.serve;

import org.jspecify.annotations.NullMarked;
