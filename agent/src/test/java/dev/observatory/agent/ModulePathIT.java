package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.testing.ForkedJvm;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modular programs with the jars of both library and agent on the module path. */
class ModulePathIT {
    private static final String MODULES = "module dev.observatory, module dev.observatory.agent";

    @TempDir
    private Path folder;

    private static final String OBSERVING = """
            package com.example.observing;

            import dev.observatory.event.Event;
            import dev.observatory.event.Events;

            public class Observing {
                @Event
                int add(int one, int other) {
                    return one + other;
                }

                public static void main(String[] args) {
                    %s
                    Events.of(Observing.class, "add").completed().connect(data -> System.out.println(data.args() + " = " + data.result()));
                    new Observing().add(2, 3);
                    System.out.println(Events.class.getModule() + ", " + %s);
                }
            }
            """;

    private Path compile(String directives, String statement, String agentModule) throws IOException {
        Path sources = Files.createDirectories(folder.resolve("source"));
        Path info = Files.writeString(
                sources.resolve("module-info.java"), "module com.example.observing { " + directives + " }");
        Path main = Files.writeString(sources.resolve("Observing.java"), OBSERVING.formatted(statement, agentModule));
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        messages,
                        messages,
                        "-Xlint:all,-processing",
                        "-Werror",
                        "--module-path",
                        ForkedJvm.core() + File.pathSeparator + ForkedJvm.agentJar(),
                        "-d",
                        folder.resolve("program").toString(),
                        info.toString(),
                        main.toString());
        assertThat(compiled).as(messages.toString(StandardCharsets.UTF_8)).isZero();
        return folder.resolve("program");
    }

    private static ForkedJvm.Result run(Path program, String option) {
        String modulePath =
                String.join(File.pathSeparator, ForkedJvm.core() + "", ForkedJvm.agentJar() + "", program + "");
        return ForkedJvm.launch(
                List.of(
                        ForkedJvm.tool("java"),
                        option,
                        "--module-path",
                        modulePath,
                        "--module",
                        "com.example.observing/com.example.observing.Observing"),
                Map.of());
    }

    @Test
    void aProgramThatRequiresTheLibraryOnlyIsObservedWithTheFlag() throws IOException {
        Path program =
                compile("requires dev.observatory;", "", "ModuleLayer.boot().findModule(\"dev.observatory.agent\")");

        ForkedJvm.Result result = run(program, "-javaagent:" + ForkedJvm.agentJar());

        assertThat(result.err()).isEmpty();
        assertThat(result.lines()).containsExactly("[2, 3] = 5", "module dev.observatory, Optional.empty");
    }

    @Test
    void aProgramThatRequiresTheAgentTooInstallsIt() throws IOException {
        Path program = compile(
                "requires dev.observatory; requires dev.observatory.agent;",
                "dev.observatory.agent.ObservatoryAgent.install();",
                "dev.observatory.agent.ObservatoryAgent.class.getModule()");

        ForkedJvm.Result result = run(program, "-XX:+EnableDynamicAgentLoading");

        assertThat(result.err()).isEmpty();
        assertThat(result.lines()).containsExactly("[2, 3] = 5", MODULES);
    }

    @Test
    void aProgramThatRequiresTheAgentTooRunsWithTheFlag() throws IOException {
        Path program = compile(
                "requires dev.observatory; requires dev.observatory.agent;",
                "dev.observatory.agent.ObservatoryAgent.install();",
                "dev.observatory.agent.ObservatoryAgent.class.getModule()");

        ForkedJvm.Result result = run(program, "-javaagent:" + ForkedJvm.agentJar());

        assertThat(result.err()).isEmpty();
        assertThat(result.lines()).containsExactly("[2, 3] = 5", MODULES);
    }
}
