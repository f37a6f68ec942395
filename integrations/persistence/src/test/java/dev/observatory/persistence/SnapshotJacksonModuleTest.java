package dev.observatory.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import dev.observatory.machine.MachineSnapshot;
import dev.observatory.machine.ManualScheduler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots in documents of Jackson. */
class SnapshotJacksonModuleTest {
    private final JsonMapper mapper =
            JsonMapper.builder().addModule(new SnapshotJacksonModule()).build();
    private final Plant plant = new Plant(new ManualScheduler());

    /** A document of an application that contains a snapshot. */
    record Dossier(String customer, MachineSnapshot machine) {}

    @SuppressWarnings("UnusedMethod") // called by nothing, as is to be shown
    static final class Gadget {
        static final AtomicInteger CREATED = new AtomicInteger();

        Gadget() {
            CREATED.incrementAndGet();
        }
    }

    private MachineSnapshot snapshot() {
        plant.begin.fire();
        plant.step.fire();
        plant.alarm.tryFire();
        return plant.snapshot();
    }

    @Test
    void aSnapshotIsPartOfADocument() throws Exception {
        Dossier dossier = new Dossier("Ada", snapshot());

        String text = mapper.writeValueAsString(dossier);

        assertThat(text).isEqualTo("{\"customer\":\"Ada\",\"machine\":" + SnapshotJson.write(dossier.machine()) + "}");
        assertThat(mapper.readValue(text, Dossier.class)).isEqualTo(dossier);
        Plant restored = new Plant(new ManualScheduler());
        restored.restore(mapper.readValue(text, Dossier.class).machine());
        assertThat(restored.isIn(restored.l1)).isTrue();
    }

    @Test
    void treesAndConversionsWork() {
        MachineSnapshot snapshot = snapshot();

        JsonNode tree = mapper.valueToTree(snapshot);

        assertThat(tree.path("active").path(0).asText()).isEqualTo("L1");
        assertThat(mapper.convertValue(tree, MachineSnapshot.class)).isEqualTo(snapshot);
        assertThat(mapper.convertValue(snapshot, new TypeReference<Map<String, Object>>() {}))
                .containsEntry("version", 1L);
    }

    @Test
    void theModuleIsFound() throws Exception {
        JsonMapper found = JsonMapper.builder().findAndAddModules().build();
        MachineSnapshot snapshot = snapshot();

        assertThat(found.readValue(SnapshotJson.write(snapshot), MachineSnapshot.class))
                .isEqualTo(snapshot);
    }

    @SuppressWarnings("deprecation") // the mapper that trusts too much
    private static ObjectMapper trusting() {
        return JsonMapper.builder()
                .addModule(new SnapshotJacksonModule())
                .activateDefaultTyping(
                        BasicPolymorphicTypeValidator.builder()
                                .allowIfBaseType(Object.class)
                                .build(),
                        ObjectMapper.DefaultTyping.EVERYTHING)
                .build();
    }

    @Test
    void noClassIsLoadedForASnapshotEvenIfTheMapperTrustsEveryType() throws Exception {
        ObjectMapper trusting = trusting();
        MachineSnapshot snapshot = snapshot();
        String gadget = "[\"" + Gadget.class.getName() + "\",{}]";

        assertThat(trusting.readValue(trusting.writeValueAsString(snapshot), MachineSnapshot.class))
                .isEqualTo(snapshot);
        for (String text : List.of(
                gadget,
                "[\"" + MachineSnapshot.class.getName() + "\"," + gadget + "]",
                "{\"version\":" + gadget + "}",
                "{\"version\":1,\"active\":" + gadget + "}",
                "{\"version\":1,\"extra\":" + gadget + "}")) {
            assertThatExceptionOfType(JsonMappingException.class)
                    .isThrownBy(() -> trusting.readValue(text, MachineSnapshot.class));
        }
        assertThat(Gadget.CREATED).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "7", "\"x\"", "{}", "{\"version\":2147483648}", "{\"version\":1e400}", "{\"version\":true}"
            })
    void whatIsNoSnapshotIsAMappingException(String text) {
        assertThatExceptionOfType(JsonMappingException.class)
                .isThrownBy(() -> mapper.readValue(text, MachineSnapshot.class))
                .withMessageStartingWith("Snapshot cannot be read: it");
    }

    @Test
    void theDocumentSaysWhereTheSnapshotIsWrong() {
        assertThatExceptionOfType(JsonMappingException.class)
                .isThrownBy(() -> mapper.readValue("{\"machine\":{\"version\":1}}", Dossier.class))
                .withMessageContaining("its member [definition] is missing")
                .satisfies(failure -> assertThat(failure.getPathReference()).contains("Dossier[\"machine\"]"));
    }
}
