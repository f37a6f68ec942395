package dev.observatory.bench;

import dev.observatory.hook.EventHook;
import java.beans.PropertyChangeEvent;
import java.beans.PropertyChangeListener;
import java.beans.PropertyChangeSupport;
import java.util.function.Consumer;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.GraphLayout;

/** What hooks weigh: the object itself while idle, and what it holds once it has had observers and emitted. */
final class HookSizes {
    private HookSizes() {}

    static void print() {
        Table table = new Table("Bytes", "", "idle", "+ 1 observer", "+ 10 observers");

        EventHook<Object> hook = new EventHook<>("idle");
        print(table, "hook", hook, () -> {
            hook.connect(new Idler());
            hook.emit("");
        });

        SimpleObjectProperty<Object> property = new SimpleObjectProperty<>();
        print(table, "JavaFX property", property, () -> property.addListener((ChangeListener<Object>) new Idler()));

        PropertyChangeSupport support = new PropertyChangeSupport("");
        print(table, "PropertyChangeSupport", support, () -> support.addPropertyChangeListener(new Idler()));
    }

    /** Hears and does nothing. */
    private static final class Idler implements Consumer<Object>, ChangeListener<Object>, PropertyChangeListener {
        @Override
        public void accept(Object value) {}

        @Override
        public void changed(ObservableValue<?> where, Object old, Object value) {}

        @Override
        public void propertyChange(PropertyChangeEvent event) {}
    }

    /** Connects one observer, then nine more; each is an object of 16 bytes, which is counted. */
    private static void print(Table table, String name, Object subject, Runnable connect) {
        long idle = GraphLayout.parseInstance(subject).totalSize();
        connect.run();
        long one = GraphLayout.parseInstance(subject).totalSize() - idle;
        for (int number = 1; number < 10; number++) {
            connect.run();
        }
        long ten = GraphLayout.parseInstance(subject).totalSize() - idle;
        table.row(
                name,
                String.valueOf(ClassLayout.parseInstance(subject).instanceSize()),
                String.valueOf(one),
                String.valueOf(ten));
    }
}
