/** The same work on collections: ours, those of the JDK, and other observable ones. */
package dev.observatory.bench.collections;
