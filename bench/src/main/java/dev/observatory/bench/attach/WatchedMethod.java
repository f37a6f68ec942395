package dev.observatory.bench.attach;

/**
 * A method of the program, with one {@code int} parameter and an {@code int} result.
 *
 * @param type the name of its class
 * @param name its name
 */
record WatchedMethod(String type, String name) {}
