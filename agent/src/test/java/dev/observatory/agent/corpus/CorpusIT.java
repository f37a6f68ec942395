package dev.observatory.agent.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.agent.testing.ForkedJvm;
import groovy.lang.Closure;
import java.nio.file.Path;
import java.util.stream.Stream;
import kotlin.Unit;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.analysis.Analyzer;

/** A part of what {@code scripts/corpus} does: classes of several compilers, and of the JDK. */
class CorpusIT {
    @Test
    void classesThatVerifyUnwovenVerifyWovenAndOnlyTheirCodeChanges() {
        Stream<Path> program = Stream.concat(
                Stream.of(Path.of("target", "classes"), ForkedJvm.testClasses(), ForkedJvm.core()),
                Stream.of(ClassReader.class, ClassNode.class, Analyzer.class).map(ForkedJvm::locationOf));
        Stream<String> libraries = Stream.of(Unit.class, Closure.class, ByteBuddy.class, Assertions.class)
                .map(type -> ForkedJvm.locationOf(type).toString());

        ForkedJvm.Result result = ForkedJvm.withoutAgent()
                .with("-XX:TieredStopAtLevel=1") // It ends before optimized code pays off.
                .classPath(program.toArray(Path[]::new))
                .run(
                        Corpus.class.getName(),
                        Stream.concat(Stream.of("--jdk", "--slice", "1500", "--least", "2500"), libraries)
                                .toArray(String[]::new));

        assertThat(result.out()).doesNotContain("BROKEN");
        assertThat(result.out()).contains("  holds   at least 2500 classes");
        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
    }
}
