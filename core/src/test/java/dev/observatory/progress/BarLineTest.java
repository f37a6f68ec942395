package dev.observatory.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.event.EventPoint;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.event.ProgressData;
import dev.observatory.event.ProgressSource;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BarLineTest {
    private static final EventPoint EVENT = Events.define("copying");

    private static ProgressData report(String label, long done, long length, EventStatus status, double rate) {
        return new ProgressData(
                EVENT,
                done,
                done,
                length,
                null,
                status,
                new ProgressSource(1, 0, 1, 0, label, "files"),
                Thread.currentThread(),
                Duration.ofSeconds(75),
                rate);
    }

    private static String line(BarLine line, ProgressData progress) {
        boolean isEnded = progress.status() != EventStatus.PROGRESS_UPDATED;
        return line.format(progress, isEnded, line.labelColumns(progress));
    }

    private static final BarLine UNICODE = new BarLine(80, false);
    private static final BarLine ASCII = new BarLine(80, true);

    @Test
    void hasLabelPercentageBarCountRateAndTime() {
        ProgressData half = report("copying", 42, 100, EventStatus.PROGRESS_UPDATED, 2);

        assertThat(line(UNICODE, half))
                .isEqualTo("copying  42% │██████████████▎                   │ 42/100 files  2.0/s  0:29 left")
                .hasSize(80);
        assertThat(line(ASCII, half))
                .isEqualTo("copying  42% [##############--------------------] 42/100 files  2.0/s  0:29 left")
                .hasSize(80);
    }

    @Test
    void hasNoBarIfTheLengthIsUnknown() {
        assertThat(line(UNICODE, report("copying", 42, -1, EventStatus.PROGRESS_UPDATED, 0.5)))
                .isEqualTo("copying 42 files  30.0/min  1:15");
        assertThat(line(UNICODE, report("copying", 42, -1, EventStatus.COMPLETED, 0.001)))
                .isEqualTo("copying 42 files  3.6/h  in 1:15");
    }

    @Test
    void saysHowALoopEnded() {
        assertThat(line(ASCII, report("copying", 100, 100, EventStatus.COMPLETED, 1234.4)))
                .startsWith("copying 100% [####")
                .endsWith("####] 100/100 files  1234/s  in 1:15");
        assertThat(line(ASCII, report("copying", 42, 100, EventStatus.EXITED, 2)))
                .endsWith("42/100 files  2.0/s  stopped after 1:15");
    }

    @Test
    void isNeverWiderThanItsWidth() {
        for (int width = 20; width < 130; width++) {
            for (boolean isAscii : new boolean[] {true, false}) {
                BarLine line = new BarLine(width, isAscii);
                for (String label : new String[] {"", "copying", "複製中の長い名前です", "x".repeat(500)}) {
                    for (long length : new long[] {-1, 0, 7, Long.MAX_VALUE}) {
                        ProgressData progress = report(label, 5, length, EventStatus.PROGRESS_UPDATED, 1e12);
                        assertThat(TextColumns.columns(line(line, progress)))
                                .as("%s of %s in %s", label, length, width)
                                .isLessThanOrEqualTo(width);
                    }
                }
            }
        }
    }

    @Test
    void leavesOutWhatDoesNotFit() {
        ProgressData half = report("copying", 42, 100, EventStatus.PROGRESS_UPDATED, 2);

        assertThat(line(new BarLine(48, true), half)).isEqualTo("copying  42% 42/100 files  2.0/s  0:29 left");
        assertThat(line(new BarLine(36, true), half)).isEqualTo("copying  42% 42/100 files  0:29 left");
        assertThat(line(new BarLine(28, true), half)).isEqualTo("copying  42% 42/100 files");
        assertThat(line(new BarLine(20, true), half)).isEqualTo("copyi~  42% 42/100 f");
    }

    @Test
    void theBarIsFullOnlyWhenNothingIsLeft() {
        assertThat(line(ASCII, report("copying", 999_999, 1_000_000, EventStatus.PROGRESS_UPDATED, 2)))
                .contains(" 99% [", "#-]");
        assertThat(line(UNICODE, report("copying", 0, 0, EventStatus.COMPLETED, -1)))
                .contains("100% │█");
    }

    @Test
    void durationsAreShort() {
        assertThat(BarLine.text(Duration.ZERO)).isEqualTo("0:00");
        assertThat(BarLine.text(Duration.ofSeconds(3_599))).isEqualTo("59:59");
        assertThat(BarLine.text(Duration.ofSeconds(3_661))).isEqualTo("1:01:01");
        assertThat(BarLine.text(Duration.ofHours(50))).isEqualTo("2d 02h");
        assertThat(BarLine.text(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(">999 days");
    }
}
