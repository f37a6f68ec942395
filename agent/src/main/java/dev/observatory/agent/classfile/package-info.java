/**
 * What is read from class files without a full parse, and indexes of what was read. Imports only the JDK and ASM.
 */
@NullMarked
package dev.observatory.agent.classfile;

import org.jspecify.annotations.NullMarked;
