package dev.observatory.agent.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Mistakes of JDKs that matter when classes are woven in a running JVM. */
final class JdkBugs {
    private JdkBugs() {}

    static List<String> of(JavaProcess target) {
        List<String> bugs = new ArrayList<>();
        Runtime.Version version = version(target);
        if (version == null) {
            return bugs;
        }
        int feature = version.feature();
        if (feature < 17 || feature == 18 || (feature == 17 && version.update() < 20)) {
            bugs.add(
                    "JDK-8240908: classes that are woven in the running JVM lose the names of their parameters; the agent puts"
                            + " them back. Mended in 17.0.20 and 19");
        }
        if (feature < 25 || feature == 26 || (feature == 25 && version.update() < 4)) {
            bugs.add(
                    "JDK-8376185: records with annotated types may break when they are woven in the running JVM; the agent leaves"
                            + " them alone. Mended in 25.0.4 and 27");
        }
        if (feature >= 21) {
            bugs.add("JEP 451 (no mistake): the JVM prints a warning when an agent is loaded into it");
        }
        return bugs;
    }

    private static Runtime.@Nullable Version version(JavaProcess target) {
        try {
            return Runtime.Version.parse(target.jdk());
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }
}
