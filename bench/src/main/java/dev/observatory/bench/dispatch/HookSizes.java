package dev.observatory.bench.dispatch;

import dev.observatory.bench.results.Goal;
import dev.observatory.bench.results.Measure;
import dev.observatory.bench.results.Results;
import dev.observatory.hook.EventHook;
import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import java.beans.PropertyChangeSupport;
import java.util.function.Consumer;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.GraphLayout;

/** Measures the size of hooks: idle, and after connecting observers and emitting. */
public final class HookSizes {
    private HookSizes() {}

    public static void put(Results results) {
        EventHook<Object> hook = new EventHook<>("idle");
        long[] ours = weigh(hook, () -> {
            hook.connect(new Idler());
            hook.emit("");
        });
        SimpleObjectProperty<Object> property = new SimpleObjectProperty<>();
        long[] javafx = weigh(property, () -> property.addListener((ChangeListener<Object>) new Idler()));
        PropertyChangeSupport support = new PropertyChangeSupport("");
        long[] bean = weigh(support, () -> support.addPropertyChangeListener(new Idler()));

        put(results, "bytes of an idle hook", 0, ours, javafx, bean, Goal.oursAtMost(40));
        put(results, "bytes that an observer adds", 1, ours, javafx, bean, null);
        put(results, "bytes that ten observers add", 2, ours, javafx, bean, null);
    }

    private static void put(
            Results results, String work, int which, long[] ours, long[] javafx, long[] bean, @Nullable Goal goal) {
        results.add(Measure.alone("hooks", work, "B", ours[which], goal));
        results.add(beside(work, ours[which], "JavaFX property", javafx[which]));
        results.add(beside(work, ours[which], "PropertyChangeSupport", bean[which]));
    }

    private static Measure beside(String work, long ours, String peer, long theirs) {
        double ratio = (double) ours / theirs;
        return new Measure("hooks", work, "B", ours, peer, theirs, ratio, ratio, ratio, null);
    }

    /** A listener that does nothing. */
    private static final class Idler implements Consumer<Object>, ChangeListener<Object>, PropertyChangeListener {
        @Override
        public void accept(Object value) {}

        @Override
        public void changed(ObservableValue<?> where, Object old, Object value) {}

        @Override
        public void propertyChange(PropertyChangeEvent event) {}
    }

    /** Returns the sizes idle, with one observer and with ten; includes the observers of 16 bytes each. */
    private static long[] weigh(Object subject, Runnable connect) {
        long idle = GraphLayout.parseInstance(subject).totalSize();
        connect.run();
        long one = GraphLayout.parseInstance(subject).totalSize() - idle;
        for (int number = 1; number < 10; number++) {
            connect.run();
        }
        long ten = GraphLayout.parseInstance(subject).totalSize() - idle;
        return new long[] {ClassLayout.parseInstance(subject).instanceSize(), one, ten};
    }
}
