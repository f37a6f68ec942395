/**
 * The state graph compared with signal libraries, on the graphs of the public benchmarks of such libraries.
 * {@link dev.observatory.bench.graph.GraphContest} runs each library in a separate process; {@code GraphSection} calls it.
 */
package dev.observatory.bench.graph;
