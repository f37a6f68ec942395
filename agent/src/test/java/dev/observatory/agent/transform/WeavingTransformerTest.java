package dev.observatory.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.acme.Empty;
import com.acme.Lifecycle;
import com.acme.Signatures;
import dev.observatory.agent.ObservatoryAgent;
import dev.observatory.agent.config.AgentConfig;
import dev.observatory.agent.config.ConfigParser;
import dev.observatory.hook.EventHook;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeavingTransformerTest {
    private static final ClassLoader LOADER = WeavingTransformerTest.class.getClassLoader();
    private final WeavingTransformer onDemand = new WeavingTransformer(mock(Instrumentation.class), AgentConfig.NONE);
    private final WeavingTransformer atLoad =
            new WeavingTransformer(mock(Instrumentation.class), ConfigParser.parse("verify=true"));
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream err = System.err;

    @BeforeEach
    void captureErr() {
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void restoreErr() {
        System.setErr(err);
    }

    private static String internalName(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private byte[] transform(ClassLoader loader, Class<?> type, byte[] file) {
        return atLoad.transform(null, loader, internalName(type), null, null, file);
    }

    private String[] warnings() {
        return printed.toString(StandardCharsets.UTF_8).lines().toArray(String[]::new);
    }

    @Test
    void classWithNothingToWeaveStaysAsItIs() {
        assertThat(transform(LOADER, Empty.class, ClassFileLocator.ForClassLoader.read(Empty.class)))
                .isNull();
    }

    @Test
    void taggedClassIsWovenAndReported() {
        byte[] woven = transform(LOADER, Lifecycle.class, ClassFileLocator.ForClassLoader.read(Lifecycle.class));

        assertThat(woven).isNotNull();
        WeavingReport report = atLoad.report();
        assertThat(report.isWoven(Lifecycle.class, "importAll(Ljava/util/List;Z)I"))
                .isTrue();
        assertThat(report.isWoven(Lifecycle.class, "main([Ljava/lang/String;)V"))
                .isFalse();
        assertThat(report.isWoven(Empty.class, "main([Ljava/lang/String;)V")).isFalse();
    }

    @Test
    void taggedClassStaysAsItIsWhileNothingOfItIsObserved() {
        byte[] file = ClassFileLocator.ForClassLoader.read(Signatures.class);

        assertThat(onDemand.transform(null, LOADER, internalName(Signatures.class), null, null, file))
                .isNull();
    }

    @Test
    void wovenClassIsNotWovenAgain() {
        byte[] woven = transform(LOADER, Lifecycle.class, ClassFileLocator.ForClassLoader.read(Lifecycle.class));

        assertThat(transform(LOADER, Lifecycle.class, woven)).isNull();
    }

    @Test
    void classesOfTheJdkTheLibraryAndTheAgentStayAsTheyAre() {
        byte[] file = ClassFileLocator.ForClassLoader.read(Lifecycle.class);

        assertThat(transform(null, Lifecycle.class, file)).isNull();
        assertThat(transform(ClassLoader.getPlatformClassLoader(), Lifecycle.class, file))
                .isNull();
        assertThat(transform(LOADER, EventHook.class, file)).isNull();
        assertThat(transform(LOADER, ObservatoryAgent.class, file)).isNull();
    }

    @Test
    void newerClassFileVersionsAreReportedOnce() {
        byte[] file = ClassFileLocator.ForClassLoader.read(Lifecycle.class);
        file[7] = 120;

        assertThat(transform(LOADER, Lifecycle.class, file)).isNull();
        assertThat(transform(LOADER, Lifecycle.class, file)).isNull();
        assertThat(warnings()).hasSize(1);
        assertThat(warnings()[0]).contains("class file version 120 is newer than");
    }

    @Test
    void classFilesWhoseCodeHasAnotherFormatAreReportedAndLeftAlone() {
        byte[] file = ClassFileLocator.ForClassLoader.read(Lifecycle.class);
        file[5] = 2;
        file[7] = 45;

        assertThat(transform(LOADER, Lifecycle.class, file)).isNull();
        assertThat(atLoad.report().classes()).singleElement().satisfies(skipped -> assertThat(
                        skipped.skipped().get(WeavingReport.ALL))
                .isEqualTo("its class file is from before JDK 1.0.2 and has another format"));
    }

    @Test
    void invalidClassFileIsLeftToTheJvmAndReportedOnOneLine() {
        byte[] file = ClassFileLocator.ForClassLoader.read(Lifecycle.class);
        byte[] truncated = Arrays.copyOf(file, file.length / 2);

        assertThat(transform(LOADER, Lifecycle.class, truncated)).isNull();
        assertThat(warnings()).hasSize(1);
        assertThat(warnings()[0]).startsWith("[observatory] class [com.acme.Lifecycle] was not woven: ");
    }
}
