package dev.observatory.bench;

import dev.observatory.event.Event;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agent, and others, add to a Spring Boot application with web, JPA and H2 that ends when it has answered its first
 * requests: whole processes, in turn. {@code scripts/bench} builds the application.
 */
final class SpringSection implements Section {
    private static final int ROUNDS = Integer.getInteger("rounds", 7);
    private static final String MAIN = "dev.observatory.bench.spring.Application";
    /** A heap that grows with what is held: else the peak tells when the collector happened to run. */
    private static final List<String> HEAP = List.of("-Xms64m", "-Xmx512m");
    /** Some 2,000 methods of the classes that are loaded. */
    private static final String PATTERN = "include=org.springframework.beans.**,org.springframework.aop.**";

    @Override
    public void run(String agentJar) throws Exception {
        Path application = Path.of(System.getProperty("spring.application"));
        if (!Files.isDirectory(application.resolve("lib"))) {
            throw new IllegalStateException(
                    "No application in [" + application + "]; run scripts/bench, which builds it");
        }
        Workers plain = Workers.make("");
        Workers tagged = Workers.make("@dev.observatory.event.Event ");
        String libraries = application.resolve("classes") + File.pathSeparator + application.resolve("lib") + "/*";
        String sayingNo = "-javaagent:" + NoOpAgent.makeJar() + "=" + NoOpAgent.SAYS_NO;
        String ours = "-javaagent:" + agentJar;
        String openTelemetry = "-javaagent:" + application.resolve("agents/opentelemetry-javaagent.jar");
        String aspectj = "-javaagent:" + application.resolve("agents/aspectjweaver.jar");

        List<Launches.Variant> variants = new ArrayList<>();
        variants.add(variant("none", List.of(), libraries, plain));
        variants.add(variant("one that says no to every class", List.of(sayingNo), libraries, plain));
        variants.add(variant("ours, nothing tagged", List.of(ours), libraries, plain));
        variants.add(variant("ours, 200 tagged methods", List.of(ours), libraries, tagged));
        variants.add(variant("ours, ~2,000 methods by name", List.of(ours + "=" + PATTERN), libraries, plain));
        variants.add(variant(
                "OpenTelemetry, no exporters",
                List.of(
                        openTelemetry,
                        "-Dotel.traces.exporter=none",
                        "-Dotel.metrics.exporter=none",
                        "-Dotel.logs.exporter=none"),
                libraries,
                plain));
        variants.add(variant(
                "AspectJ, the 200 tagged methods",
                List.of(aspectj),
                libraries + File.pathSeparator + ownCore(),
                tagged));
        new Launches(ROUNDS, variants).run().printRatios("Start of a Spring Boot application");
        System.out.println("limits: 1.02 with nothing tagged, 1.05 with 200 tagged methods, 15 MiB added");
    }

    /** Where AspectJ, unlike our agent, which brings it along, finds the annotation. */
    private static String ownCore() throws Exception {
        return Path.of(Event.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    private static Launches.Variant variant(String name, List<String> options, String libraries, Workers workers) {
        return new Launches.Variant(
                name, options, workers.folder() + File.pathSeparator + libraries, MAIN, workers.classes());
    }
}
