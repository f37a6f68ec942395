/**
 * The weaver. A {@link dev.observatory.agent.bytecode.WeavingPlanner} turns a class file into a
 * {@link dev.observatory.agent.bytecode.WeavingPlan}, a {@link dev.observatory.agent.bytecode.ClassWeaver} turns both into a
 * {@link dev.observatory.agent.bytecode.WeavingOutcome}. Works without an agent, and changes nothing but its results.
 */
@NullMarked
package dev.observatory.agent.bytecode;

import org.jspecify.annotations.NullMarked;
