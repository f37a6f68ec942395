/**
 * The weaver: class file and plan in, class file out. Works without an agent.
 */
@NullMarked
package dev.observatory.agent.bytecode;

import org.jspecify.annotations.NullMarked;
