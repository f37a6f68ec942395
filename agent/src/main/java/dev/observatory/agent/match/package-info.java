/**
 * Which members are selected: patterns, filters by modifier, and matchers over class files and over reflection. Imports only
 * the JDK and ASM.
 */
@NullMarked
package dev.observatory.agent.match;

import org.jspecify.annotations.NullMarked;
