package com.acme.swap;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Another agent, which redefines and retransforms {@link Counter} on request. */
public final class SwappingAgent {
    private static @Nullable Instrumentation instrumentation;

    private SwappingAgent() {}

    public static void premain(@Nullable String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Redefines the class; returns the outcome. */
    static String redefine(Path file) {
        try {
            given().redefineClasses(new ClassDefinition(Counter.class, Files.readAllBytes(file)));
            return "accepted";
        } catch (Exception | LinkageError refused) {
            return "refused";
        }
    }

    static String retransform() {
        try {
            given().retransformClasses(Counter.class);
            return "accepted";
        } catch (Exception | LinkageError refused) {
            return "refused";
        }
    }

    private static Instrumentation given() {
        if (instrumentation == null) {
            throw new IllegalStateException("this JVM was started without the agent");
        }
        return instrumentation;
    }
}
