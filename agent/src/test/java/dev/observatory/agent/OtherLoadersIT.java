package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Bystanders;
import com.acme.Constructors;
import com.acme.CrosswiseLoaders;
import com.acme.Elsewhere;
import com.acme.FieldKinds;
import com.acme.MemberKinds;
import com.acme.OldCode;
import com.acme.OrderDesk;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.OldClassFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;

/**
 * Programs in class loaders that are not certain to find the library, so that woven code reaches it through the class in {@code java.lang}:
 * everything happens as in the class loader of the application.
 */
class OtherLoadersIT {
    @TempDir
    private Path folder;

    private ForkedJvm.Result run(ForkedJvm jvm, String how, Class<?> main, String... arguments) {
        List<String> words =
                new ArrayList<>(List.of(how, ForkedJvm.testClasses() + "," + ForkedJvm.core() + "," + folder));
        words.add(main.getName());
        words.addAll(List.of(arguments));
        ForkedJvm started = jvm.classPath(ForkedJvm.testClasses(), folder);
        return started.run(Elsewhere.class.getName(), words.toArray(new String[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delegating", "own"})
    void methodsAreEventsAsInTheApplicationsClassLoader(String how) {
        assertThat(run(ForkedJvm.withAgent(), how, MemberKinds.class, "observed"))
                .isEqualTo(run(ForkedJvm.withAgent(), "direct", MemberKinds.class, "observed"));
        assertThat(run(ForkedJvm.withAgent(), how, MemberKinds.class))
                .isEqualTo(run(ForkedJvm.withAgent(), "direct", MemberKinds.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delegating", "own"})
    void constructorsAreEventsAsInTheApplicationsClassLoader(String how) {
        assertThat(run(ForkedJvm.withAgent(), how, Constructors.class, "observed"))
                .isEqualTo(run(ForkedJvm.withAgent(), "direct", Constructors.class, "observed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"delegating", "own"})
    void assignmentsAreObservedAsInTheApplicationsClassLoader(String how) {
        ForkedJvm.Result observed = run(ForkedJvm.withAgent(), how, FieldKinds.class, "observed");

        assertThat(observed).isEqualTo(run(ForkedJvm.withAgent(), "direct", FieldKinds.class, "observed"));
        assertThat(observed.lines()).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @CsvSource({"delegating, 48", "own, 48", "delegating, 50", "own, 49"})
    void codeWithoutCallSitesIsObservedToo(String how, int version) {
        OldClassFile file = new OldClassFile(version, false);
        file.writeTo(folder);

        ForkedJvm.Result observed = run(ForkedJvm.withAgent(), how, OldCode.class, file.name(), "observed");

        assertThat(observed).isEqualTo(run(ForkedJvm.withAgent(), "direct", OldCode.class, file.name(), "observed"));
        assertThat(observed.lines()).contains("COMPLETED divide[7] = 14");
        assertThat(Opcodes.V1_7).isGreaterThan(version);
    }

    @Test
    void aProgramWithoutTheLibraryIsWovenAndRunsAsWithoutTheAgent() {
        String everything =
                "include=com.acme.Bystanders,com.acme.Bystanders#new;fields=com.acme.Bystanders#*;verify=true";

        ForkedJvm.Result plain = run(ForkedJvm.withoutAgent(), "none", Bystanders.class);
        ForkedJvm.Result idle = run(ForkedJvm.withAgent(everything + ";failfast=true"), "none", Bystanders.class);
        ForkedJvm.Result logged = run(ForkedJvm.withAgent(everything + ";observe=log"), "none", Bystanders.class);

        assertThat(idle).isEqualTo(plain);
        assertThat(plain.lines()).hasSize(12);
        assertThat(logged.lines()).isEqualTo(plain.lines());
        assertThat(logged.err().lines().filter(line -> line.startsWith("INFO")))
                .anyMatch(line -> line.contains("Bystanders.divide"))
                .anyMatch(line -> line.contains("Bystanders.letter"))
                .anyMatch(line -> line.contains("new Bystanders"))
                .anyMatch(line -> line.contains("Bystanders.sum"));
    }

    /** The first call in each of them links the place in the woven code, on two threads at once. */
    @Test
    void classLoadersThatDelegateToEachOtherAreNotMadeToWaitForEachOther() {
        ForkedJvm.Result result = ForkedJvm.withAgent(
                        "include=com.acme.CrosswiseLoaders$*#applyAsInt(..);failfast=true")
                .run(CrosswiseLoaders.class.getName());

        assertThat(result.lines()).containsExactly("done");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void patternsSelectMembersThere() {
        String arguments = "include=com.acme.orders.**;fields=com.acme.orders.Order#status;verify=true;failfast=true";

        ForkedJvm.Result own = run(ForkedJvm.withAgent(arguments), "own", OrderDesk.class, "all", "status");
        ForkedJvm.Result direct = run(ForkedJvm.withAgent(arguments), "direct", OrderDesk.class, "all", "status");
        assertThat(own.out().replaceAll("@\\w+", "")).isEqualTo(direct.out().replaceAll("@\\w+", ""));
        assertThat(own.err()).isEmpty();
    }
}
