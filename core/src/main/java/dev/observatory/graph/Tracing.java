package dev.observatory.graph;

/** Placeholder to be filled in. */
final class Tracing {
    void changing(Source<?> source) {}
}
