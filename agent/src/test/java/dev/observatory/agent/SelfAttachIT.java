package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.SelfInstalled;
import dev.observatory.agent.testing.ForkedJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that were started without the agent and let it in themselves. */
class SelfAttachIT {
    private static final String NO_WARNING = "-XX:+EnableDynamicAgentLoading";
    private static final boolean JVM_WARNS = Runtime.version().feature() >= 21;

    @TempDir
    private Path folder;

    private static ForkedJvm jvm(String... options) {
        return new ForkedJvm(List.of(options), List.of(ForkedJvm.agentJar(), ForkedJvm.testClasses()));
    }

    private static void assertHeard(ForkedJvm.Result result) {
        assertThat(result.lines()).containsExactly("false", "true", "rang 3", "3");
        assertThat(result.exit()).isZero();
    }

    @Test
    void theAgentIsLoadedOnceAndWeavesWhatIsLoadedAfterwards() {
        ForkedJvm.Result result = jvm(NO_WARNING).run(SelfInstalled.class.getName());

        assertHeard(result);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void theWarningOfNewerJvmsIsAnnounced() {
        ForkedJvm.Result result = jvm().run(SelfInstalled.class.getName());

        assertHeard(result);
        if (JVM_WARNS) {
            assertThat(result.err().lines().toList().get(0))
                    .isEqualTo(
                            "[observatory] loading the agent into this JVM, of which the JVM warns next; [-javaagent:"
                                    + ForkedJvm.agentJar()
                                    + "] or [-XX:+EnableDynamicAgentLoading] among its options avoids that");
            assertThat(result.err()).contains("WARNING: A Java agent has been loaded dynamically");
        } else {
            assertThat(result.err()).isEmpty();
        }
    }

    @Test
    void classesThatComeFromAFolderNeedNoJar() {
        Path classes = ForkedJvm.locationOf(ForkedJvm.class).resolveSibling("classes");
        ForkedJvm unpacked = new ForkedJvm(
                List.of(NO_WARNING),
                List.of(
                        classes,
                        ForkedJvm.core(),
                        ForkedJvm.testClasses(),
                        ForkedJvm.locationOf(org.objectweb.asm.Type.class),
                        ForkedJvm.locationOf(org.objectweb.asm.tree.ClassNode.class),
                        ForkedJvm.locationOf(org.objectweb.asm.tree.analysis.Frame.class)));

        ForkedJvm.Result result = unpacked.run(SelfInstalled.class.getName());

        assertThat(result.err()).isEmpty();
        assertHeard(result);
    }

    @Test
    void settingsAreThoseOfPropertiesAndVariables() {
        ForkedJvm.Result result = jvm(NO_WARNING, "-Dobservatory.inclde=a.A").run(SelfInstalled.class.getName());

        assertHeard(result);
        assertThat(result.err().lines())
                .containsExactly(
                        "[observatory] system property [observatory.inclde] is not known and was ignored; did you mean"
                                + " [observatory.include]?");
    }

    @Test
    void aJvmThatLetsNobodyInIsToldHowToStartInstead() {
        ForkedJvm.Result result = jvm("-XX:+DisableAttachMechanism").run(SelfInstalled.class.getName());

        assertThat(result.lines())
                .startsWith(
                        "false",
                        "The Observatory agent cannot be loaded into this JVM: it was started with"
                                + " [-XX:+DisableAttachMechanism]; start with [-javaagent:" + ForkedJvm.agentJar()
                                + "]",
                        "false")
                .endsWith("3");
    }

    @Test
    void aPropertyThatNamesNoAgentIsRefused() {
        ForkedJvm.Result result = jvm("-Dobservatory.agent.jar=" + folder).run(SelfInstalled.class.getName());

        assertThat(result.lines().get(1))
                .startsWith("The Observatory agent cannot be loaded into this JVM: java.io.IOException: system property"
                        + " [observatory.agent.jar] names [" + folder
                        + "], which is not a jar of this agent; start with");
    }
}
