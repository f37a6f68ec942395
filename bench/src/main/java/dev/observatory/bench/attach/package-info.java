/**
 * Attaching to a running program compared with other command-line tools that do so.
 * {@link dev.observatory.bench.attach.ToolContest} runs each tool as a user does, as separate processes with a temporary home,
 * and on a program of its own; {@code AttachSection} calls it. No class of another tool is on a class path of the benchmarks.
 */
package dev.observatory.bench.attach;
