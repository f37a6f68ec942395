package dev.observatory.demo;

import dev.observatory.attribute.Assignment;
import dev.observatory.attribute.Attributes;
import dev.observatory.event.EventData;
import dev.observatory.event.EventPoint;
import dev.observatory.event.Events;
import dev.observatory.event.ProgressData;
import dev.observatory.hook.Hook;
import dev.observatory.hook.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Shows the progress of a census. It receives all its data through events; the program has no reference to it.
 *
 * <p>Its observers run on the thread that takes the census, which is the only one that uses this object. It keeps the names
 * and scan times of the jars only, not their contents.
 */
final class CensusDisplay implements AutoCloseable {
    private static final int SLOWEST = 5;

    private final ProgressView view;
    private final Ranking<ScanTime> slowest = new Ranking<>(SLOWEST, ScanTime.SLOWEST_FIRST);
    private final List<Subscription> subscriptions = new ArrayList<>();
    private long classes;
    private String latest = "";

    private CensusDisplay(ProgressView view) {
        this.view = view;
    }

    /** Creates a display and connects it to the program; requires the agent. */
    static CensusDisplay open(ProgressView view) {
        return open(
                view,
                Events.of(CensusTaker.class, "take"),
                Events.of(JarScanner.class, "scan"),
                Attributes.<Integer>of(Census.class, "classesCounted").assigned());
    }

    static CensusDisplay open(
            ProgressView view, EventPoint take, EventPoint scan, Hook<Consumer<Assignment<Integer>>> classesCounted) {
        CensusDisplay display = new CensusDisplay(view);
        display.subscriptions.addAll(List.of(
                take.progressUpdated().connect(display::advance),
                take.exited().connect(data -> view.finish()),
                scan.crashed().connect(display::crash),
                scan.exited().connect(display::time),
                classesCounted.connect(display::count)));
        return display;
    }

    /** Returns what is known only after the run: the slowest jars. */
    List<String> summary() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Slowest jars");
        for (ScanTime time : slowest.list()) {
            double millis = time.duration().toNanos() / 1e6;
            lines.add(String.format(Locale.ROOT, "%,11.1f ms  %s", millis, time.jar()));
        }
        return lines;
    }

    @Override
    public void close() {
        subscriptions.forEach(Subscription::close);
    }

    private void advance(ProgressData data) {
        view.show(new Progress(data.done(), data.length(), classes, latest));
    }

    private void crash(EventData data) {
        view.print("crashed  " + jar(data) + "  " + Columns.printable(String.valueOf(data.excDesc())));
    }

    private void time(EventData data) {
        latest = jar(data);
        slowest.add(new ScanTime(latest, data.duration()));
    }

    private void count(Assignment<Integer> change) {
        Integer value = change.newValue();
        classes = value == null ? 0 : value;
    }

    private static String jar(EventData data) {
        return Columns.printable(String.valueOf(data.tags().get("jar")));
    }
}
