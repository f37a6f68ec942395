package dev.observatory.agent.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** A module with a tagged class, compiled for one test. */
public final class ModularProgram {
    public static final String NAME = "com.example.modular";
    private static final String COUNTER = """
            package com.example.modular;

            import dev.observatory.attribute.ObservableAttr;
            import dev.observatory.event.Event;

            public class Counter {
                @ObservableAttr
                int count;

                @Event
                int add(int by) {
                    count += by;
                    return count;
                }

                public static void main(String[] args) {
                    System.out.println("counted " + new Counter().add(2));
                }
            }
            """;
    private static final String LISTENING = """
            package com.example.modular;

            import dev.observatory.attribute.Attributes;
            import dev.observatory.event.EventPoint;
            import dev.observatory.event.Events;

            public class Listening {
                public static void main(String[] args) {
                    EventPoint add = Events.of(Counter.class, "add");
                    add.completed().connect(data -> System.out.println("heard " + data.args() + " = " + data.result()));
                    Attributes.of(Counter.class, "count").assigned()
                            .connect(change -> System.out.println("assigned " + change.newValue()));
                    Counter.main(args);
                    System.out.println(add.isWoven() + " " + Events.class.getModule());
                }
            }
            """;

    private ModularProgram() {}

    /**
     * Compiles the module.
     *
     * @param directive how it declares that it needs the library
     * @param mayListen whether it holds a class that observes, {@code Listening}, beside the tagged {@code Counter}
     * @param options of the compiler
     */
    public static Path compile(Path folder, String directive, boolean mayListen, String... options) {
        try {
            Path sources = Files.createDirectories(folder.resolve("source"));
            List<String> arguments = new ArrayList<>(List.of(options));
            arguments.addAll(List.of("--module-path", ForkedJvm.core().toString(), "-d", folder + "/" + NAME));
            arguments.add(source(
                    sources,
                    "module-info",
                    "module " + NAME + " { " + directive
                            + " exports com.example.modular; opens com.example.modular; }"));
            arguments.add(source(sources, "Counter", COUNTER));
            if (mayListen) {
                arguments.add(source(sources, "Listening", LISTENING));
            }
            ByteArrayOutputStream messages = new ByteArrayOutputStream();
            int compiled = ToolProvider.getSystemJavaCompiler()
                    .run(null, messages, messages, arguments.toArray(new String[0]));
            assertThat(compiled).as(messages.toString(StandardCharsets.UTF_8)).isZero();
            return folder.resolve(NAME);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String source(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name + ".java"), text).toString();
    }
}
