package com.acme;

import java.lang.instrument.Instrumentation;

/** What any agent costs: does nothing. */
public final class NoOpAgent {
    private NoOpAgent() {}

    public static void premain(String arguments, Instrumentation instrumentation) {}
}
