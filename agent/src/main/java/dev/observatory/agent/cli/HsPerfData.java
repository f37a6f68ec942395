package dev.observatory.agent.cli;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The performance data that a HotSpot JVM writes to a file of its user ({@code hsperfdata}); describes a JVM without any effect on it.
 * Format: HotSpot's {@code perfMemory.hpp}, version 2.
 */
final class HsPerfData {
    private static final int MAGIC = 0xcafec0c0;
    private static final int BYTE_ORDER_AT = 4;
    private static final int HEADER = 32;
    private static final byte BYTES = 'B';
    private static final byte LONG = 'J';

    private final Map<String, String> values;

    private HsPerfData(Map<String, String> values) {
        this.values = values;
    }

    /** Returns the directory to which the JVMs of a user write. */
    static Path folderOf(String user) {
        return Path.of(System.getProperty("java.io.tmpdir"), "hsperfdata_" + user);
    }

    /** Reads the data of a process; returns null if there is none, or it cannot be read. */
    static @Nullable HsPerfData of(Path file) {
        try {
            return new HsPerfData(parse(Files.readAllBytes(file)));
        } catch (NoSuchFileException notThere) {
            return null;
        } catch (IOException | BufferUnderflowException | IllegalArgumentException unreadable) {
            return null; // It is being written, or has another format.
        }
    }

    static Map<String, String> parse(byte[] file) {
        ByteBuffer data = ByteBuffer.wrap(file);
        if (data.getInt(0) != MAGIC) {
            throw new IllegalArgumentException("The file has no performance data of a JVM");
        }
        data.order(data.get(BYTE_ORDER_AT) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int entry = data.getInt(HEADER - 8);
        int count = data.getInt(HEADER - 4);
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < count; i++) {
            int length = data.getInt(entry);
            int name = entry + data.getInt(entry + 4);
            int elements = data.getInt(entry + 8);
            byte type = data.get(entry + 12);
            int value = entry + data.getInt(entry + 16);
            if (type == BYTES && elements > 0) {
                values.put(text(data, name), text(data, value));
            } else if (type == LONG && elements == 0) {
                values.put(text(data, name), Long.toString(data.getLong(value)));
            }
            entry += length;
        }
        return values;
    }

    private static String text(ByteBuffer data, int at) {
        int end = at;
        while (data.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - at];
        data.get(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns the value of an entry; empty if there is none. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }
}
