package dev.observatory.bench.collections;

import dev.observatory.collection.ObservableMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.collections.FXCollections;
import javafx.collections.MapChangeListener;

/** Creates maps by the name of their library, with the given number of observers that count changes. */
final class Maps {
    /** The lower bound. */
    static final String JDK = "jdk";

    /** The JDK map with the same guarantee of order as Observatory's. */
    static final String LINKED = "linked";

    static final String OURS = "observatory";
    static final String FX = "javafx";

    private Maps() {}

    static Map<Integer, Integer> of(String name, int observers, ChangeCounter counter) {
        return switch (name) {
            case JDK -> new HashMap<>();
            case LINKED -> new LinkedHashMap<>();
            case OURS -> {
                ObservableMap<Integer, Integer> map = new ObservableMap<>();
                for (int i = 0; i < observers; i++) {
                    map.changed().connect(change -> counter.changes++);
                }
                yield map;
            }
            case FX -> {
                javafx.collections.ObservableMap<Integer, Integer> map = FXCollections.observableHashMap();
                for (int i = 0; i < observers; i++) {
                    map.addListener((MapChangeListener<Integer, Integer>) change -> counter.changes++);
                }
                yield map;
            }
            default -> throw new IllegalArgumentException("Unknown map [" + name + "]");
        };
    }
}
