/**
 * A typical Spring Boot application with web, JPA and H2, whose startup the benchmarks measure with and without agents. Built
 * separately by {@code scripts/bench}, since no other module depends on it.
 */
package dev.observatory.bench.spring;
