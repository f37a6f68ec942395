/**
 * Text for people: messages on stderr, escaping, durations, and the closest match of a mistyped word. Imports only the JDK.
 */
@NullMarked
package dev.observatory.agent.text;

import org.jspecify.annotations.NullMarked;
