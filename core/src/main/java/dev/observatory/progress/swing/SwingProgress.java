package dev.observatory.progress.swing;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.EventPoint;
import dev.observatory.event.EventStatus;
import dev.observatory.event.ProgressData;
import dev.observatory.event.ProgressTracker;
import dev.observatory.hook.SubscriptionGroup;
import java.util.ArrayList;
import java.util.List;
import javax.swing.BoundedRangeModel;
import javax.swing.DefaultBoundedRangeModel;
import javax.swing.JProgressBar;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of an event or a tracker in progress bars of Swing.
 *
 * <pre>{@code
 * SwingProgress progress = new SwingProgress().show(Events.of(Importer.class, "importAll"));
 * JProgressBar bar = progress.attachTo(new JProgressBar());
 * }</pre>
 *
 * <p>One loop is shown at a time, the first one that began: loops inside it do not move the bar back and forth.
 *
 * <p>Reports may arrive on any thread. The model and the bars change, and listeners of the model are called, on the event dispatch
 * thread only, once for all reports since the last change; no thread waits for it. All methods but {@link #update} and {@link
 * #close()} are for that thread, as usual in Swing.
 */
public final class SwingProgress implements AutoCloseable {
    private final BoundedRangeModel model = new DefaultBoundedRangeModel(0, 0, 0, 1);
    private final List<JProgressBar> bars = new ArrayList<>();
    private final FollowedLoop followed = new FollowedLoop();
    private final LatestOnly<ProgressData> latest = new LatestOnly<>(this::apply);
    private final SubscriptionGroup subscriptions = new SubscriptionGroup();
    private @Nullable ProgressData shown;

    /** Creates an object that shows nothing yet. */
    public SwingProgress() {}

    /**
     * Shows the progress of an event until this object is closed.
     *
     * @param event the event
     * @return this object
     * @throws NullPointerException if {@code event} is null
     */
    public SwingProgress show(EventPoint event) {
        requireNonNull(event, "event");
        subscriptions.add(event.progressUpdated().connect(this::update));
        subscriptions.add(event.exited().connect(data -> followed.endCall(data.callId())));
        return this;
    }

    /**
     * Shows the progress of a tracker until this object is closed.
     *
     * @param tracker the tracker
     * @return this object
     * @throws NullPointerException if {@code tracker} is null
     */
    public SwingProgress show(ProgressTracker tracker) {
        subscriptions.add(requireNonNull(tracker, "tracker").updated().connect(this::update));
        return this;
    }

    /**
     * Shows a report, unless it is about another loop than the one that is being shown. May be called on any thread.
     *
     * @param progress the report
     * @throws NullPointerException if {@code progress} is null
     */
    public void update(ProgressData progress) {
        if (followed.accepts(requireNonNull(progress, "progress"))) {
            latest.put(progress);
        }
    }

    private void apply(ProgressData progress) {
        shown = progress;
        long length = progress.length();
        if (length > 0 && length <= Integer.MAX_VALUE) {
            setRange((int) Math.min(progress.done(), length), (int) length);
        } else if (length > Integer.MAX_VALUE) {
            setRange((int) (progress.fraction() * Integer.MAX_VALUE), Integer.MAX_VALUE);
        } else {
            setRange(length == 0 || progress.status() == EventStatus.COMPLETED ? 1 : 0, 1);
        }
        bars.forEach(this::describe);
    }

    private void setRange(int value, int maximum) {
        model.setRangeProperties(value, 0, 0, maximum, false);
    }

    private void describe(JProgressBar bar) {
        bar.setIndeterminate(isIndeterminate());
        bar.setString(text());
    }

    /**
     * Returns the model of the progress, for any component that displays one.
     *
     * @return always the same model: from 0 to the number of items, with the number of finished ones as its value. Numbers beyond
     *     {@link Integer#MAX_VALUE} are scaled. From 0 to 1 while the number of items is 0 or unknown
     */
    public BoundedRangeModel model() {
        return model;
    }

    /**
     * Returns whether a bar should show activity instead of a fraction.
     *
     * @return true while a loop is in progress whose number of items is unknown
     */
    public boolean isIndeterminate() {
        ProgressData present = shown;
        return present != null && present.length() < 0 && present.status() == EventStatus.PROGRESS_UPDATED;
    }

    /**
     * Returns a description of the progress.
     *
     * @return the label and the numbers, for example {@code copying: 3/12 files}; empty before the first report
     */
    public String text() {
        ProgressData present = shown;
        if (present == null) {
            return "";
        }
        String count = present.length() < 0 ? Long.toString(present.done()) : present.done() + "/" + present.length();
        return present.label() + ": " + count + (present.unit().isEmpty() ? "" : " " + present.unit());
    }

    /**
     * Gives a progress bar the model, and keeps its text and its indeterminate mode up to date.
     *
     * @param bar the bar
     * @return {@code bar}
     * @throws NullPointerException if {@code bar} is null
     */
    public JProgressBar attachTo(JProgressBar bar) {
        requireNonNull(bar, "bar").setModel(model);
        bar.setStringPainted(true);
        bars.add(bar);
        describe(bar);
        return bar;
    }

    /** Stops showing progress; model and bars keep what they show. May be called on any thread. */
    @Override
    public void close() {
        subscriptions.close();
    }
}
