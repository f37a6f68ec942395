/**
 * Benchmarks of hooks and brokers: one payload is dispatched to several observers by a hook, by other event libraries, and by a
 * loop over an array as the lower bound. {@code HooksSection} and {@code BrokerSection} run them.
 */
package dev.observatory.bench.dispatch;
