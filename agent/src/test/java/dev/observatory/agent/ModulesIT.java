package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Layers;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.ModularProgram;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Named modules, in the boot layer and in others. */
class ModulesIT {
    private static final String COUNTER = ModularProgram.NAME + "/com.example.modular.Counter";

    @TempDir
    private Path folder;

    private static ForkedJvm.Result run(ForkedJvm jvm, List<Path> modulePath, String main, String... options) {
        String path = String.join(
                File.pathSeparator, modulePath.stream().map(Path::toString).toList());
        return new ForkedJvm(jvm.options(), List.of())
                .with("--module-path", path)
                .with(options)
                .run("-m", main);
    }

    @Test
    void aModuleThatRequiresTheLibraryIsWovenAndObserved() {
        Path program = ModularProgram.compile(folder, "requires dev.observatory;", true);

        ForkedJvm.Result result = run(
                ForkedJvm.withAgent(),
                List.of(program, ForkedJvm.core()),
                ModularProgram.NAME + "/com.example.modular.Listening");

        assertThat(result.err()).isEmpty();
        assertThat(result.lines())
                .containsExactly("assigned 2", "heard [2] = 2", "counted 2", "true module dev.observatory");
    }

    @Test
    void aModuleWhoseLibraryIsNotThereAtRunTimeRunsAsWithoutTheAgent() {
        Path program = ModularProgram.compile(folder, "requires static dev.observatory;", false);

        ForkedJvm.Result plain = run(ForkedJvm.withoutAgent(), List.of(program), COUNTER);
        ForkedJvm.Result woven = run(ForkedJvm.withAgent(), List.of(program), COUNTER);

        assertThat(plain.lines()).containsExactly("counted 2");
        assertThat(woven).isEqualTo(plain);
    }

    @Test
    void aModuleThatDoesNotReadTheLibraryIsWovenAndRunsAsWithoutTheAgent() {
        Path program = ModularProgram.compile(
                folder,
                "",
                false,
                "--add-modules=dev.observatory",
                "--add-reads=" + ModularProgram.NAME + "=dev.observatory");

        ForkedJvm.Result idle = run(
                ForkedJvm.withAgent(), List.of(program, ForkedJvm.core()), COUNTER, "--add-modules=dev.observatory");
        ForkedJvm.Result logged = run(
                ForkedJvm.withAgent("observe=log"),
                List.of(program, ForkedJvm.core()),
                COUNTER,
                "--add-modules=dev.observatory");

        assertThat(idle.exit()).isZero();
        assertThat(idle.lines()).containsExactly("counted 2");
        assertThat(idle.err()).isEmpty();
        assertThat(logged.lines()).containsExactly("counted 2");
        assertThat(logged.err()).contains("Counter.add completed").contains("Counter.count assigned");
    }

    @Test
    void aLayerWithItsOwnCopyOfTheLibraryObservesItsOwnEventsOnly() {
        Path program = ModularProgram.compile(folder, "requires dev.observatory;", true);

        List<String> lines = ForkedJvm.withAgent()
                .linesOf(Layers.class, program.toString(), ForkedJvm.core().toString());

        assertThat(lines)
                .containsExactly(
                        "assigned 2",
                        "heard [2] = 2",
                        "counted 2",
                        "true module dev.observatory",
                        "outside: woven true, heard 1 1 1");
    }
}
