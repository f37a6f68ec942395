package com.acme;

import java.lang.instrument.Instrumentation;

/** An agent that does nothing: the base cost of any agent. */
public final class NoOpAgent {
    private NoOpAgent() {}

    public static void premain(String arguments, Instrumentation instrumentation) {}
}
