/**
 * The state graph beside the signal libraries of others, on the same graphs: those of the public benchmarks of such
 * libraries. {@link dev.observatory.bench.graph.GraphContest} runs each in a process of its own.
 */
package dev.observatory.bench.graph;
