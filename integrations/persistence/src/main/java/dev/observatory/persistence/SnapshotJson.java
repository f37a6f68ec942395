package dev.observatory.persistence;

import static java.util.Objects.requireNonNull;

import dev.observatory.machine.MachineSnapshot;
import java.util.Map;

/**
 * Snapshots as JSON: one object with a member for each component of {@link MachineSnapshot}, durations and instants in ISO 8601. Equal
 * snapshots have equal texts.
 *
 * <pre>{@code
 * String text = SnapshotJson.write(order.snapshot());
 * order.restore(SnapshotJson.read(text));
 * }</pre>
 *
 * <p>Reading is strict, and safe for texts from anywhere: it creates nothing but the snapshot and limits the size of the text. Whether
 * the snapshot fits a machine is checked when that is restored.
 */
public final class SnapshotJson {
    private static final String VERSION = "version";

    private SnapshotJson() {}

    /**
     * Returns a snapshot as text.
     *
     * @param snapshot the snapshot
     * @return JSON on one line
     * @throws NullPointerException if {@code snapshot} is null
     */
    public static String write(MachineSnapshot snapshot) {
        return JsonWriter.write(tree(requireNonNull(snapshot, "snapshot")));
    }

    /**
     * Returns the snapshot that a text contains.
     *
     * @param text JSON
     * @return the snapshot
     * @throws SnapshotFormatException if the text is not the JSON of a snapshot, or was written by a newer version of the library
     * @throws NullPointerException if {@code text} is null
     */
    public static MachineSnapshot read(String text) {
        return snapshot(JsonReader.read(requireNonNull(text, "text")));
    }

    static Object tree(MachineSnapshot snapshot) {
        return RecordTree.write(snapshot);
    }

    /** Returns the snapshot of a tree of maps, lists, strings and numbers. */
    static MachineSnapshot snapshot(Object tree) {
        if (!(tree instanceof Map<?, ?> members)) {
            throw new SnapshotFormatException(
                    "it is not a JSON object; pass what SnapshotJson.write has returned", null);
        }
        if (!(members.get(VERSION) instanceof Long version) || version < 1) {
            throw new SnapshotFormatException(
                    "its member [version] is [" + members.get(VERSION) + "], which is not a version", null);
        }
        if (version > MachineSnapshot.VERSION) {
            throw new SnapshotFormatException(
                    "it has version [" + version + "], and this library reads versions up to ["
                            + MachineSnapshot.VERSION
                            + "]; use the version of the library that has written it, or a newer one",
                    null);
        }
        return RecordTree.read(MachineSnapshot.class, members);
    }
}
