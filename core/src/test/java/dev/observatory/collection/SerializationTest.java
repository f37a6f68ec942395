package dev.observatory.collection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The content of collections is written and read, and nothing else. */
class SerializationTest {
    private final List<Object> emitted = new ArrayList<>();

    @SuppressWarnings("unchecked")
    private static <T> T copied(T original) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        }
    }

    @Test
    void aListIsReadWithoutObservers() throws Exception {
        ObservableList<String> list = new ObservableList<>();
        list.addAll(List.of("a", "b"));
        list.add(null);
        list.changed().connect(emitted::add); // An observer that cannot be serialized.
        list.touchWhen(element -> null);

        ObservableList<String> read = copied(list);

        assertThat(read).isEqualTo(list).containsExactly("a", "b", null);
        read.add("c");
        assertThat(emitted).isEmpty();
        read.changed().connect(emitted::add);
        read.clear();
        assertThat(emitted).hasSize(1);
        assertThat(copied(new ObservableList<>())).isEmpty();
    }

    @Test
    void aLongListIsRead() throws Exception {
        ObservableList<Integer> list = new ObservableList<>();
        for (int i = 0; i < 100_000; i++) {
            list.add(i);
        }

        assertThat(copied(list)).isEqualTo(list);
    }

    @Test
    void aSetAndAMapAreReadInTheirOrder() throws Exception {
        ObservableSet<String> set = new ObservableSet<>(List.of("c", "a", "b"));
        set.changed().connect(emitted::add);
        ObservableMap<String, Integer> map = new ObservableMap<>();
        map.put("z", 1);
        map.put("a", null);
        map.changed().connect(emitted::add);

        ObservableSet<String> readSet = copied(set);
        ObservableMap<String, Integer> readMap = copied(map);

        assertThat(readSet).containsExactly("c", "a", "b");
        assertThat(readMap).isEqualTo(map);
        assertThat(readMap.keySet()).containsExactly("z", "a");
        readSet.changed().connect(emitted::add);
        readMap.changed().connect(emitted::add);
        readSet.add("d");
        readMap.put("b", 2);
        assertThat(emitted).hasSize(2);
    }

    @Test
    void aListThatContainsItselfIsRead() throws Exception {
        ObservableList<Object> list = new ObservableList<>();
        list.add(list);

        ObservableList<Object> read = copied(list);

        assertThat(read.get(0)).isSameAs(read);
    }

    record Inventory(
            ObservableList<String> names, ObservableMap<String, Integer> stock, ObservableSet<Integer> codes) {}

    @Test
    void jacksonWritesAndReadsThem() throws Exception {
        ObjectMapper mapper = new ObjectMapper();
        Inventory inventory = new Inventory(
                new ObservableList<>(List.of("lens", "mirror")),
                new ObservableMap<>(Map.of("lens", 2)),
                new ObservableSet<>(List.of(3, 1)));
        inventory.names().changed().connect(emitted::add);

        String json = mapper.writeValueAsString(inventory);
        Inventory read = mapper.readValue(json, Inventory.class);

        assertThat(json).isEqualTo("{\"names\":[\"lens\",\"mirror\"],\"stock\":{\"lens\":2},\"codes\":[3,1]}");
        assertThat(read).isEqualTo(inventory);
        assertThat(mapper.readValue("[1,2]", new TypeReference<ObservableList<Integer>>() {}))
                .isInstanceOf(ObservableList.class)
                .containsExactly(1, 2);
        assertThat(mapper.writeValueAsString(inventory.names().sortedView(null)))
                .isEqualTo("[\"lens\",\"mirror\"]");
    }
}
