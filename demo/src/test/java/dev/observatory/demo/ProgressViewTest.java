package dev.observatory.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ProgressViewTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);

    @Nested
    final class InAPipe {
        private final ProgressView view = new PlainView(out);

        @Test
        void eachTenthOfTheRunIsOneLine() {
            for (int done = 1; done <= 200; done++) {
                view.show(progress(done, 200));
            }
            view.finish();

            assertThat(shown().lines()).hasSize(10);
            assertThat(shown().lines().findFirst()).hasValue(ProgressBar.plain(progress(20, 200)));
            assertThat(shown()).endsWith("100 %  200 of 200 jars          0 classes\n");
        }

        @Test
        void fewJarsGiveFewerLines() {
            for (int done = 1; done <= 3; done++) {
                view.show(progress(done, 3));
            }
            view.show(progress(3, 3));

            assertThat(shown().lines().map(line -> line.substring(0, 5))).containsExactly(" 33 %", " 66 %", "100 %");
        }
    }

    @Nested
    final class OnATerminal {
        private final ProgressView view = new TerminalView(out, new ProgressBar(2, 60));

        @Test
        void theBarIsRedrawn() {
            view.show(new Progress(1, 2, 5, "a.jar"));
            view.show(new Progress(2, 2, 9, "b.jar"));
            view.finish();

            assertThat(shown())
                    .isEqualTo("\r[#.]  50 %  1/2 jars  5 classes  a.jar\r[##] 100 %  2/2 jars  9 classes  b.jar\n");
        }

        @Test
        void aShorterLineErasesALongerOne() {
            view.show(new Progress(1, 2, 5, "long.jar"));
            view.show(new Progress(2, 2, 5, "b.jar"));

            assertThat(shown()).endsWith("5 classes  b.jar   ");
        }

        @Test
        void printedLinesStayAboveTheBar() {
            view.show(new Progress(1, 2, 5, "a.jar"));
            view.print("crashed");

            String bar = "[#.]  50 %  1/2 jars  5 classes  a.jar";
            assertThat(shown()).isEqualTo("\r" + bar + "\rcrashed" + " ".repeat(bar.length() - 7) + "\n" + bar);
        }

        @Test
        void withoutProgressThereIsNoEmptyLine() {
            view.finish();

            assertThat(shown()).isEmpty();
        }
    }

    @Test
    void aPropertySelectsTheTerminalView() {
        assertThat(ProgressView.on(out)).isInstanceOf(PlainView.class);
        System.setProperty(ProgressView.TERMINAL_PROPERTY, "true");
        try {
            assertThat(ProgressView.on(out)).isInstanceOf(TerminalView.class);
        } finally {
            System.clearProperty(ProgressView.TERMINAL_PROPERTY);
        }
    }

    private static Progress progress(long done, long jars) {
        return new Progress(done, jars, 0, "some.jar");
    }

    private String shown() {
        return bytes.toString(UTF_8).replace(System.lineSeparator(), "\n");
    }
}
