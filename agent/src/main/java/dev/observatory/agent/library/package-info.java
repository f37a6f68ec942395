/**
 * Access to every instance of the core library that the JVM has loaded, and typed views of what it reports.
 */
@NullMarked
package dev.observatory.agent.library;

import org.jspecify.annotations.NullMarked;
