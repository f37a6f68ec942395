/**
 * The agent: decides which classes to weave, weaves them, and reports what it did.
 *
 * <p>The way of a class: {@link dev.observatory.agent.WeavingTransformer} says no to almost all of them after one look at
 * the {@link dev.observatory.agent.ConstantPool}; for the others a {@link dev.observatory.agent.ClassPlan} lists what is
 * to be woven, {@link dev.observatory.agent.ClassWeaver} turns bytes into bytes, and the
 * {@link dev.observatory.agent.WeavingReport} keeps what came of it.
 *
 * <p>The way into a JVM that runs: {@link dev.observatory.agent.entry.Arrival} loads an {@link dev.observatory.agent.Attachment}, which
 * has {@link dev.observatory.agent.LoadedClasses} transformed again, answers through {@link dev.observatory.agent.serve}, and with
 * a {@link dev.observatory.agent.Departure} leaves everything as it was.
 */
@NullMarked
package dev.observatory.agent;

import org.jspecify.annotations.NullMarked;
