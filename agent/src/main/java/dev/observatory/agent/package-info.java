/**
 * The agent: decides which classes to weave, weaves them, and reports what it has done.
 *
 * <p>The path of a class: {@link dev.observatory.agent.transform.WeavingTransformer} rejects almost every class after a {@link
 * dev.observatory.agent.classfile.ConstantPoolScan}; for the others a {@link dev.observatory.agent.bytecode.WeavingPlan} lists what is to
 * be woven, {@link dev.observatory.agent.bytecode.ClassWeaver} transforms the bytes, and the {@link
 * dev.observatory.agent.transform.WeavingReport} records the outcome.
 *
 * <p>The path into a running JVM: {@link dev.observatory.agent.entry.AgentBootstrap} creates a session of {@link
 * dev.observatory.agent.attach}, which retransforms loaded classes by {@link dev.observatory.agent.transform.LoadedClassWeaver}, serves
 * clients through {@link dev.observatory.agent.serve}, and reverts everything when it detaches.
 */
@NullMarked
package dev.observatory.agent;

import org.jspecify.annotations.NullMarked;
