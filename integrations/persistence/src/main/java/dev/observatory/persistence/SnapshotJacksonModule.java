package dev.observatory.persistence;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.JsonNodeDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.observatory.machine.MachineSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A module for Jackson 2.15 or newer that writes and reads snapshots in the form of {@link SnapshotJson}, wherever they stand in a document,
 * in JSON as in its binary formats.
 *
 * <pre>{@code
 * ObjectMapper mapper = JsonMapper.builder().addModule(new SnapshotJacksonModule()).build();
 * String text = mapper.writeValueAsString(order.snapshot());
 * order.restore(mapper.readValue(text, MachineSnapshot.class));
 * }</pre>
 *
 * <p>{@code findAndAddModules()} finds it. What is not a snapshot is a {@code JsonMappingException}. Polymorphic types of the mapper do not apply
 * to what is inside a snapshot.
 */
public final class SnapshotJacksonModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    /** Creates a module. */
    @SuppressWarnings("this-escape") // registers what has no reference to it
    public SnapshotJacksonModule() {
        super(SnapshotJacksonModule.class.getName());
        addSerializer(MachineSnapshot.class, new Serializer());
        addDeserializer(MachineSnapshot.class, new Deserializer());
    }

    private static final class Serializer extends StdSerializer<MachineSnapshot> {
        private static final long serialVersionUID = 1L;

        Serializer() {
            super(MachineSnapshot.class);
        }

        @Override
        public void serialize(MachineSnapshot snapshot, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            node(SnapshotJson.tree(snapshot)).serialize(generator, provider);
        }

        @Override
        public void serializeWithType(
                MachineSnapshot snapshot, JsonGenerator generator, SerializerProvider provider, TypeSerializer ignored)
                throws IOException {
            serialize(snapshot, generator, provider);
        }

        private static JsonNode node(Object tree) {
            JsonNodeFactory nodes = JsonNodeFactory.instance;
            if (tree instanceof Map<?, ?> members) {
                Map<String, JsonNode> children = new LinkedHashMap<>();
                members.forEach((name, member) -> children.put((String) name, node(member)));
                return nodes.objectNode().setAll(children);
            }
            if (tree instanceof List<?> elements) {
                return nodes.arrayNode()
                        .addAll(elements.stream().map(Serializer::node).toList());
            }
            return tree instanceof Long number ? nodes.numberNode(number) : nodes.textNode((String) tree);
        }
    }

    private static final class Deserializer extends StdDeserializer<MachineSnapshot> {
        private static final long serialVersionUID = 1L;

        Deserializer() {
            super(MachineSnapshot.class);
        }

        @Override
        public MachineSnapshot deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            // Not by the context: the nodes of this tree are the same whatever types the mapper is configured to trust.
            JsonNode node = JsonNodeDeserializer.getDeserializer(JsonNode.class).deserialize(parser, context);
            try {
                Object tree = tree(node);
                return SnapshotJson.snapshot(tree == null ? "" : tree);
            } catch (SnapshotFormatException invalid) {
                return context.reportInputMismatch(this, "%s", invalid.getMessage());
            }
        }

        @Override
        public Object deserializeWithType(JsonParser parser, DeserializationContext context, TypeDeserializer ignored)
                throws IOException {
            return deserialize(parser, context);
        }

        private static @Nullable Object tree(JsonNode node) {
            if (node.isObject()) {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                node.properties().forEach(member -> members.put(member.getKey(), tree(member.getValue())));
                return members;
            }
            if (node.isArray()) {
                List<@Nullable Object> elements = new ArrayList<>();
                node.forEach(element -> elements.add(tree(element)));
                return elements;
            }
            if (node.isTextual()) {
                return node.textValue();
            }
            if (node.isIntegralNumber() && node.canConvertToLong()) {
                return node.longValue();
            }
            return node.isNull() ? null : node.asText();
        }
    }
}
