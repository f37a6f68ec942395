package dev.observatory.demo;

/** A class that may be among the largest, and the jar that it is in. */
record LargeClass(String name, int bytes, Jar jar) {}
