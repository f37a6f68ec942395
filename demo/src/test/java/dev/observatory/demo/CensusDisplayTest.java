package dev.observatory.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.attribute.Assignment;
import dev.observatory.attribute.Attribute;
import dev.observatory.attribute.Attributes;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.hook.EventHook;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

/** Emits events like those of the program, but defined by hand, so that no agent is needed. */
final class CensusDisplayTest {
    private static final Attribute<Integer> CLASSES_COUNTED = Attributes.of(Census.class, "classesCounted");

    private final EventPoint take = Events.define("take");
    private final EventPoint scan = Events.define("scan");
    private final EventHook<Assignment<Integer>> counted = new EventHook<>("classesCounted");
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CensusDisplay display =
            CensusDisplay.open(new PlainView(new PrintStream(bytes, true, UTF_8)), take, scan, counted);

    @Test
    void progressContainsTheRunningTotalOfClasses() throws Exception {
        run("a.jar", "b.jar");

        assertThat(shown())
                .containsExactly(" 50 %  1 of 2 jars        100 classes", "100 %  2 of 2 jars        200 classes");
    }

    @Test
    void aCrashedScanIsOneLineWithNameAndReason() throws Exception {
        run("a.jar", "broken.jar");

        assertThat(shown())
                .containsExactly(
                        " 50 %  1 of 2 jars        100 classes",
                        "crashed  broken.jar  java.util.zip.ZipException: no end",
                        "100 %  2 of 2 jars        100 classes");
    }

    @Test
    void controlCharactersInNamesAreReplaced() throws Exception {
        run("a\n\u001b[2Jb.jar");

        assertThat(display.summary()).hasSize(3).last().asString().endsWith("ms  a??[2Jb.jar");
    }

    @Test
    void atMostFiveSlowestJarsAreListed() throws Exception {
        run("a.jar", "b.jar", "c.jar", "broken.jar", "d.jar", "e.jar", "f.jar");

        assertThat(display.summary()).hasSize(7).startsWith("", "Slowest jars");
        assertThat(display.summary().subList(2, 7)).allMatch(line -> line.matches(" +[0-9.,]+ ms  [a-z]+\\.jar"));
    }

    @Test
    void aClosedDisplayIsDisconnectedFromAllHooks() throws Exception {
        display.close();
        run("a.jar", "broken.jar");

        assertThat(shown()).isEmpty();
        assertThat(take.isObserved()).isFalse();
        assertThat(scan.isObserved()).isFalse();
        assertThat(counted.isObserved()).isFalse();
    }

    private void run(String... jars) throws Exception {
        take.call(() -> {
            int classes = 0;
            for (String jar : Events.track(jars)) {
                try {
                    scan(jar);
                    counted.emit(new Assignment<>(CLASSES_COUNTED, null, classes, classes + 100));
                    classes += 100;
                } catch (ZipException isolated) {
                    assertThat(jar).isEqualTo("broken.jar");
                }
            }
            return null;
        });
    }

    private void scan(String jar) throws Exception {
        scan.call(() -> {
            Events.tag("jar", jar);
            if (jar.equals("broken.jar")) {
                throw new ZipException("no end");
            }
            return null;
        });
    }

    private List<String> shown() {
        return bytes.toString(UTF_8).lines().toList();
    }
}
