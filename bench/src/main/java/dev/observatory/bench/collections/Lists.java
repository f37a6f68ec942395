package dev.observatory.bench.collections;

import ca.odell.glazedlists.BasicEventList;
import dev.observatory.collection.ObservableList;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;

/** Creates lists by the name of their library, with the given number of observers that count changes. */
final class Lists {
    /** The lower bound. */
    static final String JDK = "jdk";

    static final String OURS = "observatory";
    static final String FX = "javafx";
    static final String GLAZED = "glazedlists";

    private Lists() {}

    static List<Integer> of(String name, int observers, ChangeCounter counter) {
        return switch (name) {
            case JDK -> new ArrayList<>();
            case OURS -> {
                ObservableList<Integer> list = new ObservableList<>();
                for (int i = 0; i < observers; i++) {
                    list.changed().connect(change -> counter.changes++);
                }
                yield list;
            }
            case FX -> {
                javafx.collections.ObservableList<Integer> list = FXCollections.observableArrayList();
                for (int i = 0; i < observers; i++) {
                    list.addListener((ListChangeListener<Integer>) change -> counter.changes++);
                }
                yield list;
            }
            case GLAZED -> {
                BasicEventList<Integer> list = new BasicEventList<>();
                for (int i = 0; i < observers; i++) {
                    list.addListEventListener(event -> counter.changes++);
                }
                yield list;
            }
            default -> throw new IllegalArgumentException("Unknown list [" + name + "]");
        };
    }
}
