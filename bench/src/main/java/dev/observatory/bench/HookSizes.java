package dev.observatory.bench;

import dev.observatory.hook.EventHook;
import java.beans.PropertyChangeSupport;
import java.util.function.Consumer;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ChangeListener;
import org.openjdk.jol.info.ClassLayout;
import org.openjdk.jol.info.GraphLayout;

/** What hooks weigh: the object itself while idle, and what it holds once it has had observers and emitted. */
final class HookSizes {
    private HookSizes() {}

    static void print() {
        Table table = new Table("Bytes", "", "idle", "+ 1 observer", "+ 10 observers");

        EventHook<Object> hook = new EventHook<>("idle");
        print(table, "hook", hook, number -> {
            hook.connect(value -> Table.number(number));
            hook.emit("");
        });

        SimpleObjectProperty<Object> property = new SimpleObjectProperty<>();
        print(
                table,
                "JavaFX property",
                property,
                number -> property.addListener((ChangeListener<Object>) (where, old, value) -> Table.number(number)));

        PropertyChangeSupport support = new PropertyChangeSupport("");
        print(
                table,
                "PropertyChangeSupport",
                support,
                number -> support.addPropertyChangeListener(event -> Table.number(number)));
    }

    /** Connects one observer, then nine more; each is an object of 16 bytes, which is counted. */
    private static void print(Table table, String name, Object subject, Consumer<Integer> connect) {
        long idle = GraphLayout.parseInstance(subject).totalSize();
        connect.accept(0);
        long one = GraphLayout.parseInstance(subject).totalSize() - idle;
        for (int number = 1; number < 10; number++) {
            connect.accept(number);
        }
        long ten = GraphLayout.parseInstance(subject).totalSize() - idle;
        table.row(
                name,
                String.valueOf(ClassLayout.parseInstance(subject).instanceSize()),
                String.valueOf(one),
                String.valueOf(ten));
    }
}
