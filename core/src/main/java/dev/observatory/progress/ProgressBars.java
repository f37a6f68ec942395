package dev.observatory.progress;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.EventPoint;
import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import dev.observatory.event.ProgressData;
import dev.observatory.event.ProgressTracker;
import dev.observatory.hook.ObserverErrors;
import dev.observatory.hook.SubscriptionGroup;
import dev.observatory.runtime.JdkTimer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Shows progress as text: one bar for each loop that is in progress.
 *
 * <pre>{@code
 * try (ProgressBars bars = ProgressBars.on(System.err).show(Events.of(Importer.class, "importAll"))) {
 *     new Importer().importAll(files);
 * }
 * }</pre>
 *
 * <p>On a terminal the bars are redrawn in place, at the bottom of the output; other lines are printed above them by {@link #print}.
 * Elsewhere a plain line is printed for each bar from time to time, and one when its loop ends. The bar of an inner
 * loop, which runs inside another one or in a call inside a call whose progress is shown, disappears when the loop ends. The bars of all
 * others leave their last line.
 *
 * <p>Displaying never affects the program: reports only update the bars and are drawn at most once per {@link
 * ProgressBarOptions#interval}, no thread waits for another one that is drawing, and no method of the items is called. If the output
 * throws an exception, that is reported to {@link ObserverErrors} and nothing is written any more.
 *
 * <p>Safe for use by multiple threads.
 */
public final class ProgressBars implements AutoCloseable {
    private static final Duration ON_TERMINAL = Duration.ofMillis(100);
    private static final Duration AS_LINES = Duration.ofSeconds(10);

    private final Appendable out;
    private final boolean isTerminal;
    private final BarLine line;
    private final long intervalNanos;
    private final int maxBars;
    private final SubscriptionGroup subscriptions = new SubscriptionGroup();

    // The following fields are guarded by this list, which is never locked while the output is written.
    private final BarList bars = new BarList();
    private final List<String> lasting = new ArrayList<>();
    private long nextDrawNanos = System.nanoTime();
    private boolean isChanged;
    private boolean isScheduled;
    private boolean isClosed;

    /** Held while the output is written. Reports never wait for it. */
    private final ReentrantLock drawing = new ReentrantLock();

    // The following fields are guarded by the lock.
    private final Screen screen;
    private boolean hasFailed;

    private ProgressBars(Appendable out, ProgressBarOptions options) {
        this.out = out;
        this.isTerminal = options.isTerminal(out);
        this.line = options.line(out);
        this.intervalNanos = options.intervalNanos(isTerminal ? ON_TERMINAL : AS_LINES);
        this.maxBars = options.maxBars();
        this.screen = new Screen(out);
    }

    /**
     * Creates bars that show nothing yet.
     *
     * @param out where they are displayed: in place if this is {@code System.out} or {@code System.err} and a terminal, as plain
     *     lines otherwise
     * @return new bars
     * @throws NullPointerException if {@code out} is null
     */
    public static ProgressBars on(PrintStream out) {
        return new ProgressBars(requireNonNull(out, "out"), ProgressBarOptions.automatic());
    }

    /**
     * Creates bars that show nothing yet.
     *
     * @param out where they are displayed; flushed if it is {@link java.io.Flushable}, and never closed
     * @param options how they are displayed
     * @return new bars
     * @throws NullPointerException if an argument is null
     */
    public static ProgressBars on(Appendable out, ProgressBarOptions options) {
        return new ProgressBars(requireNonNull(out, "out"), requireNonNull(options, "options"));
    }

    /**
     * Shows the progress of an event until these bars are closed.
     *
     * @param event the event
     * @return these bars
     * @throws NullPointerException if {@code event} is null
     */
    public ProgressBars show(EventPoint event) {
        requireNonNull(event, "event");
        subscriptions.add(event.progressUpdated().connect(this::update));
        subscriptions.add(event.exited().connect(data -> endCall(data.callId())));
        return this;
    }

    /**
     * Shows the progress of a tracker until these bars are closed.
     *
     * @param tracker the tracker
     * @return these bars
     * @throws NullPointerException if {@code tracker} is null
     */
    public ProgressBars show(ProgressTracker tracker) {
        subscriptions.add(requireNonNull(tracker, "tracker").updated().connect(this::update));
        return this;
    }

    /**
     * Shows the progress of all events and trackers until these bars are closed. All events are observed meanwhile.
     *
     * @return these bars
     */
    public ProgressBars showAll() {
        subscriptions.add(Events.anyProgress().connect(this::update));
        subscriptions.add(Events.any(EventStatus.EXITED).connect(data -> endCall(data.callId())));
        return this;
    }

    /**
     * Shows a report, for programs that connect these bars themselves: {@code hook.connect(bars::update)}. Has no effect after {@link
     * #close()}.
     *
     * @param progress the report
     * @throws NullPointerException if {@code progress} is null
     */
    public void update(ProgressData progress) {
        requireNonNull(progress, "progress");
        long now = System.nanoTime();
        boolean isDue;
        synchronized (bars) {
            if (isClosed) {
                return;
            }
            Bar bar = bars.update(progress, now);
            if (bar == null) {
                return;
            }
            boolean isEnded = progress.status() != EventStatus.PROGRESS_UPDATED;
            if (isEnded) {
                bars.remove(progress);
                leaveLine(bar);
            } else if (!isTerminal && now - bar.latestLineNanos >= intervalNanos) {
                addLine(bar, false);
                bar.latestLineNanos = now;
            }
            isChanged |= isTerminal;
            isDue = !lasting.isEmpty() || (isChanged && isDue(now));
        }
        if (isDue) {
            drawUnlessDrawing();
        }
    }

    /** Removes the bars of a call that has exited: loops have ended by then, explicit reports have no end of their own. */
    private void endCall(long callId) {
        boolean isDue;
        synchronized (bars) {
            bars.removeOfCall(callId).forEach(this::leaveLine);
            isDue = !isClosed && !lasting.isEmpty();
        }
        if (isDue) {
            drawUnlessDrawing();
        }
    }

    /**
     * Prints a line above the bars, or after {@link #close()} below them.
     *
     * @param text the line, without a line separator
     * @throws NullPointerException if {@code text} is null
     */
    public void print(String text) {
        requireNonNull(text, "text");
        synchronized (bars) {
            lasting.add(text);
        }
        draw();
    }

    /**
     * Stops showing progress. The bars of what is still in progress leave their last line. When this method returns, nothing is
     * written any more, on any thread; the output is not closed. Has no effect if these bars are closed.
     */
    @Override
    public void close() {
        subscriptions.close();
        synchronized (bars) {
            if (!isClosed) {
                isClosed = true;
                for (Bar bar : bars.all()) {
                    bars.remove(bar.latest);
                    leaveLine(bar);
                }
                isChanged = true;
            }
        }
        draw();
    }

    /** Leaves the last line of a bar, unless it is of an inner loop that has none yet. */
    private void leaveLine(Bar bar) {
        if (!bar.isInner || bar.hasLine) {
            addLine(bar, true);
        }
        isChanged |= isTerminal;
    }

    private void addLine(Bar bar, boolean isLast) {
        bar.hasLine = true;
        lasting.add(line.format(bar.latest, isLast, line.labelColumns(bar.latest)));
    }

    /** Returns whether the bars are to be drawn now, and otherwise has them drawn when they are. */
    private boolean isDue(long now) {
        long wait = nextDrawNanos - now;
        if (wait <= 0) {
            return true;
        }
        if (!isScheduled) {
            isScheduled = true;
            JdkTimer.schedule(wait, () -> JdkTimer.runInPool(this::drawScheduled));
        }
        return false;
    }

    private void drawScheduled() {
        synchronized (bars) {
            isScheduled = false;
        }
        drawUnlessDrawing();
    }

    private void draw() {
        if (drawing.isHeldByCurrentThread()) {
            return; // Called by the output itself; what was added is drawn after this.
        }
        drawing.lock();
        try {
            write();
        } finally {
            drawing.unlock();
        }
        drawUnlessDrawing();
    }

    /** Draws what has changed, unless another thread is drawing: that draws it afterwards. */
    private void drawUnlessDrawing() {
        while (hasChanges() && !drawing.isHeldByCurrentThread() && drawing.tryLock()) {
            try {
                write();
            } finally {
                drawing.unlock();
            }
        }
    }

    private boolean hasChanges() {
        synchronized (bars) {
            return !lasting.isEmpty() || (isChanged && (isClosed || isDue(System.nanoTime())));
        }
    }

    private void write() {
        List<String> lines;
        List<String> live;
        synchronized (bars) {
            lines = List.copyOf(lasting);
            lasting.clear();
            live = isTerminal ? live() : List.of();
            isChanged = false;
            nextDrawNanos = System.nanoTime() + intervalNanos;
        }
        if (hasFailed) {
            return;
        }
        try {
            screen.write(lines, live);
        } catch (Exception failure) {
            hasFailed = true;
            ObserverErrors.report("progress bars", out, failure);
        }
    }

    private List<String> live() {
        List<Bar> shown = bars.latest(maxBars);
        int columns = shown.stream()
                .mapToInt(bar -> line.labelColumns(bar.latest))
                .max()
                .orElse(0);
        List<String> live = new ArrayList<>();
        shown.forEach(bar -> live.add(line.format(bar.latest, false, columns)));
        if (bars.size() > shown.size()) {
            live.add("and " + (bars.size() - shown.size()) + " more");
        }
        return live;
    }
}
