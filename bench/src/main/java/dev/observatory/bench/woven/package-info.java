/**
 * Benchmarks of woven code: call sites, calls, field writes, linking, scanning and JVM exit. Sections run them in JVMs with and
 * without the agent.
 */
package dev.observatory.bench.woven;
