package dev.observatory.demo;

/** A candidate for the largest classes, with the jar that contains it. */
record LargeClass(String name, int bytes, Jar jar) {}
