/**
 * Benchmarks of collections: the same operations on observable collections of this and other libraries, and on those of the
 * JDK as the lower bound. {@code CollectionsSection} runs them.
 */
package dev.observatory.bench.collections;
