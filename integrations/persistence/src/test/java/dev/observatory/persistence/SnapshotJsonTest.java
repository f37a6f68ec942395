package dev.observatory.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.observatory.machine.MachineSnapshot;
import dev.observatory.machine.ManualScheduler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of snapshots, and texts that are none. */
class SnapshotJsonTest {
    private static final MachineSnapshot SNAPSHOT = new MachineSnapshot(
            1,
            "cafe",
            List.of("L1", "R0"),
            Map.of("WORK", List.of("L0", "R1"), "A", List.of("B")),
            Map.of("L1 -> L0 by late after PT336H", Duration.ofDays(3).plusNanos(5)),
            List.of("alarm", "alarm"));
    private static final String TEXT = "{\"version\":1,\"definition\":\"cafe\",\"active\":[\"L1\",\"R0\"],"
            + "\"history\":{\"A\":[\"B\"],\"WORK\":[\"L0\",\"R1\"]},"
            + "\"timers\":{\"L1 -> L0 by late after PT336H\":\"PT72H0.000000005S\"},\"deferred\":[\"alarm\",\"alarm\"]";

    @Test
    void aSnapshotIsOneObject() {
        assertThat(SnapshotJson.write(SNAPSHOT)).startsWith(TEXT).endsWith("}");
        assertThat(SnapshotJson.read(SnapshotJson.write(SNAPSHOT))).isEqualTo(SNAPSHOT);
        assertThat(SnapshotJson.read(TEXT + "}")).isEqualTo(SNAPSHOT);
    }

    @Test
    void theOrderOfMembersAndBlanksDoNotMatter() {
        assertThat(SnapshotJson.read(" {\r\n\t\"deferred\" : [ ] , \"timers\":{}, \"history\":{ }, \"active\":[\"A\"],"
                        + "\"definition\":\"\\u0063\\/\\n\", \"version\":1 } "))
                .isEqualTo(new MachineSnapshot(1, "c/\n", List.of("A"), Map.of(), Map.of(), List.of()));
    }

    @Test
    void namesOfAnyCharactersAreKept() {
        Random random = new Random(17);
        for (int round = 0; round < 500; round++) {
            StringBuilder name = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                name.append((char) (random.nextBoolean() ? random.nextInt(0x80) : random.nextInt(0x10000)));
            }
            MachineSnapshot odd = new MachineSnapshot(
                    1,
                    name.toString(),
                    List.of(name + "1", name + "2"),
                    Map.of(name.toString(), List.of(name.toString())),
                    Map.of(name.toString(), Duration.ofNanos(random.nextLong() >>> 1)),
                    List.of(name.toString()));

            String text = SnapshotJson.write(odd);

            assertThat(SnapshotJson.read(text)).isEqualTo(odd);
            assertThat(text).matches("[^\\p{Cntrl}\\x{2028}\\x{2029}]*");
            assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(text);
        }
    }

    /** In quotation marks ' here, since " is that of the table. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "~ | at character [0] stands [~] where a value is expected; the text may be truncated, or not be the JSON of a snapshot",
                "{ | at character [1] stands the end of the text where the name of a member is expected; the text may be truncated, or not be the JSON of a snapshot",
                "null | it is [null]",
                "[] | it is not a JSON object; pass what SnapshotJson.write has returned",
                "'rO0ABXNyABFqYXZh' | it is not a JSON object; pass what SnapshotJson.write has returned",
                "{} | its member [version] is [null], which is not a version",
                "{'version':'1'} | its member [version] is [1], which is not a version",
                "{'version':0} | its member [version] is [0], which is not a version",
                "{'version':1.5} | its member [version] is [1.5], which is not a version",
                "{'version':99,'new':{}} | it has version [99], and this library reads versions up to [1]; use the version of the library that has written it, or a newer one",
                "{'version':1} | its member [definition] is missing",
                "{'version':1,'version':1} | it has member [version] twice",
                "{'version':1,'definition':null} | its member [definition] is missing",
                "{'version':1,'definition':7} | its member [/definition] is [7], which is not of type [java.lang.String]",
                "{'version':1,'active':['A',null]} | its member [/active/1] is [null], which is not of type [java.lang.String]",
                "{'version':1,'active':{}} | its member [/active] is [{}], which is not of type [java.util.List<java.lang.String>]",
                "{'version':1,'history':{'A':'B'}} | its member [/history/A] is [B], which is not of type [java.util.List<java.lang.String>]",
                "{'version':1,'timers':{'t':'soon'}} | its member [/timers/t] is [soon], which is not a time in ISO 8601 of less than 292 years",
                "{'version':1,'timers':{'t':'PT99999999999H'}} | its member [/timers/t] is [PT99999999999H], which is not a time in ISO 8601 of less than 292 years",
                "{'version':1,'definition':'','active':[],'history':{},'timers':{},'deferred':[],'@class':'evil'} | it has unknown members [@class]",
            })
    void otherTextsAreRejected(String text, String reason) {
        assertThatExceptionOfType(SnapshotFormatException.class)
                .isThrownBy(() -> SnapshotJson.read(text.replace('\'', '"')))
                .withMessage("Snapshot cannot be read: " + reason);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"version\":1,}'",
        "'{\"version\" 1}'",
        "'{version:1}'",
        "'{\"version\":01}'",
        "'{\"version\":+1}'",
        "'{\"version\":1e}'",
        "'{\"version\":NaN}'",
        "'{\"version\":1}}'",
        "'{\"version\":1} // x'",
        "'[1,]'",
        "'\"\\x\"'",
        "'\"\\u00g0\"'",
        "'\"\\u00'",
        "'\"a'",
        "'tru'",
        "''",
    })
    void whatIsNotJsonIsRejected(String text) {
        assertThatExceptionOfType(SnapshotFormatException.class)
                .isThrownBy(() -> SnapshotJson.read(text))
                .withMessageContaining("is expected; the text may be truncated, or not be the JSON of a snapshot");
    }

    @Test
    void textsThatWouldExhaustMemoryOrStackAreRejected() {
        assertThatExceptionOfType(SnapshotFormatException.class)
                .isThrownBy(() -> SnapshotJson.read("[".repeat(100_000)))
                .withMessage("Snapshot cannot be read: it is nested deeper than [20] levels");
        assertThatExceptionOfType(SnapshotFormatException.class)
                .isThrownBy(() -> SnapshotJson.read(" ".repeat(JsonReader.MAX_LENGTH + 1)))
                .withMessage("Snapshot cannot be read: it has [4194305] characters, and at most [4194304] are read");
        assertThatExceptionOfType(SnapshotFormatException.class)
                .isThrownBy(() -> SnapshotJson.read("{\"version\":" + "9".repeat(100_000) + "}"));
    }

    @Test
    void aDamagedTextIsASnapshotOrRejected() {
        Plant plant = new Plant(new ManualScheduler());
        plant.begin.fire();
        plant.step.fire();
        plant.alarm.tryFire();
        String text = SnapshotJson.write(plant.snapshot());
        Random random = new Random(4);
        int rejected = 0;
        for (int round = 0; round < 20_000; round++) {
            StringBuilder damaged = new StringBuilder(text);
            for (int i = random.nextInt(3); i >= 0 && !damaged.isEmpty(); i--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.deleteCharAt(at);
                    case 1 -> damaged.insert(at, "\"\\{}[]:,0-x".charAt(random.nextInt(11)));
                    default -> damaged.setLength(at + 1);
                }
            }
            try {
                assertThat(SnapshotJson.read(damaged.toString())).isNotNull();
            } catch (SnapshotFormatException expected) {
                rejected++;
            }
        }
        assertThat(rejected).isGreaterThan(10_000);
    }

    @Test
    void nullIsRejectedByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> SnapshotJson.read(null))
                .withMessage("text");
        assertThatNullPointerException()
                .isThrownBy(() -> SnapshotJson.write(null))
                .withMessage("snapshot");
    }
}
