package dev.observatory.demo;

import java.io.PrintStream;

/** Shows events in a file or a pipe: as lines only, one for each tenth of the run. */
final class PlainView implements ProgressView {
    private static final int STEP = 10;

    private final PrintStream out;
    private int shown;

    PlainView(PrintStream out) {
        this.out = out;
    }

    @Override
    public void show(Progress progress) {
        int step = progress.percent() / STEP;
        if (step > shown) {
            shown = step;
            print(ProgressBar.plain(progress));
        }
    }

    @Override
    public void print(String line) {
        out.println(line);
    }

    @Override
    public void finish() {}
}
