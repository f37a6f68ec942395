/**
 * Patterns that select members, and matchers that apply them to class files and to loaded classes. Imports only the JDK and ASM.
 */
@NullMarked
package dev.observatory.agent.match;

import org.jspecify.annotations.NullMarked;
