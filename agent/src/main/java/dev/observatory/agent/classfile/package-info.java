/**
 * Facts about class files that are found without parsing them completely, and indexes of such facts: the first and cheapest step of
 * the way of a class through the agent. Imports only the JDK and ASM.
 */
@NullMarked
package dev.observatory.agent.classfile;

import org.jspecify.annotations.NullMarked;
