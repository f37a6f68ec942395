package com.acme.absent;

/** A type that {@link Incomplete} names and that is not on the class path of the programs that use it. */
public final class Absent {}
