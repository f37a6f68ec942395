/**
 * The way to the library for code whose class loader does not certainly find it: {@link dev.observatory.agent.bridge.CodeBridge}, of
 * which the JVM gets a copy in the package {@code java.lang}, since every class loader finds what is there.
 */
@NullMarked
package dev.observatory.agent.bridge;

import org.jspecify.annotations.NullMarked;
