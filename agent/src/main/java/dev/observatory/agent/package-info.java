/**
 * The agent: decides which classes to weave, weaves them, and reports what it did.
 *
 * <p>The way of a class: the {@link dev.observatory.agent.transform.WeavingTransformer} rules out almost all of them with a
 * {@link dev.observatory.agent.classfile.ConstantPoolScan}; for the others a {@link dev.observatory.agent.bytecode.WeavingPlan} lists what is
 * to be woven, {@link dev.observatory.agent.bytecode.ClassWeaver} turns bytes into bytes, and the
 * {@link dev.observatory.agent.transform.WeavingReport} keeps what came of it.
 *
 * <p>The way into a JVM that runs: {@link dev.observatory.agent.entry.AgentBootstrap} loads an {@link dev.observatory.agent.attach.AttachSession}, which
 * has {@link dev.observatory.agent.transform.LoadedClassWeaver} transformed again, answers through {@link dev.observatory.agent.serve}, and with
 * a {@link dev.observatory.agent.attach.Detachment} leaves everything as it was.
 */
@NullMarked
package dev.observatory.agent;

import org.jspecify.annotations.NullMarked;
