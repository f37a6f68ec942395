package dev.observatory.bench.collections;

import dev.observatory.collection.ObservableMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.collections.FXCollections;
import javafx.collections.MapChangeListener;

/** Maps by the name of who made them, each with as many observers as asked for, which count what they hear. */
final class Maps {
    /** The limit. */
    static final String JDK = "jdk";

    /** What ours keeps its entries in, since it promises an order. */
    static final String LINKED = "linked";

    static final String OURS = "observatory";
    static final String FX = "javafx";

    private Maps() {}

    static Map<Integer, Integer> of(String name, int observers, Heard heard) {
        return switch (name) {
            case JDK -> new HashMap<>();
            case LINKED -> new LinkedHashMap<>();
            case OURS -> {
                ObservableMap<Integer, Integer> map = new ObservableMap<>();
                for (int i = 0; i < observers; i++) {
                    map.changed().connect(change -> heard.changes++);
                }
                yield map;
            }
            case FX -> {
                javafx.collections.ObservableMap<Integer, Integer> map = FXCollections.observableHashMap();
                for (int i = 0; i < observers; i++) {
                    map.addListener((MapChangeListener<Integer, Integer>) change -> heard.changes++);
                }
                yield map;
            }
            default -> throw new IllegalArgumentException("Unknown map [" + name + "]");
        };
    }
}
