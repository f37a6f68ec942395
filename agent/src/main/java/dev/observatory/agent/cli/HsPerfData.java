package dev.observatory.agent.cli;

import dev.observatory.agent.wire.UnixFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
    private static final int ENTRY_HEADER = 20;
    private static final int NAME_AT = 4;
    private static final int ELEMENTS_AT = 8;
    private static final int TYPE_AT = 12;
    private static final int VALUE_AT = 16;
    /** The standard size is a 32nd of this. */
    private static final int MAX_BYTES = 1 << 20;

    private static final boolean IS_LINUX = Files.isDirectory(Path.of("/proc/self"));

    private final Map<String, String> values;

    private HsPerfData(Map<String, String> values) {
        this.values = values;
    }

    /** Returns the directory to which the JVMs of the user of a JVM write. */
    private static Path folderOf(JvmFiles jvm) {
        // HotSpot does not use the program's directory for temporary files, except on systems where it belongs to the
        // user.
        Path parent = IS_LINUX ? jvm.temporary() : Path.of(System.getProperty("java.io.tmpdir"));
        return parent.resolve("hsperfdata_" + jvm.user());
    }

    /** Returns the numbers of the processes of this user that have written data. */
    static List<Long> pidsOfThisUser() {
        List<Long> pids = new ArrayList<>();
        try {
            JvmFiles own = JvmFiles.of(ProcessHandle.current().pid());
            Path folder = folderOf(own);
            requireSafe(folder, own.owner());
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "[0-9]*")) {
                for (Path file : files) {
                    String name = String.valueOf(file.getFileName());
                    if (name.matches("[0-9]{1,9}")) {
                        pids.add(Long.parseLong(name));
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            // The process table has the same processes.
        }
        return pids;
    }

    /** Only the user and root can have put files into it. */
    private static void requireSafe(Path folder, int owner) throws IOException {
        UnixFile found = UnixFile.of(folder);
        if (!found.isDirectory() || found.owner() != owner || found.isWritableByOthers()) {
            throw new IOException("[" + folder + "] is not a directory of this user alone");
        }
    }

    /** Reads the data of a JVM; returns null if there is none, it cannot be read, or another user may have written it. */
    static @Nullable HsPerfData of(JvmFiles jvm) {
        Path folder = folderOf(jvm);
        try {
            requireSafe(folder, jvm.owner());
            return of(folder.resolve(Long.toString(jvm.pidInside())), jvm.owner());
        } catch (IOException unreadable) {
            return null;
        }
    }

    static @Nullable HsPerfData of(Path file, int owner) {
        try {
            UnixFile found = UnixFile.of(file);
            if (!found.isRegular() || found.owner() != owner) {
                return null; // Opening a pipe would wait for whoever writes to it.
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return new HsPerfData(parse(in.readNBytes(MAX_BYTES)));
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            return null; // It is being written, or has another format.
        }
    }

    /** Reads the entries of a file as far as they are complete. */
    static Map<String, String> parse(byte[] file) {
        ByteBuffer data = ByteBuffer.wrap(file);
        if (file.length < HEADER || data.getInt(0) != MAGIC) {
            throw new IllegalArgumentException("The file has no performance data of a JVM");
        }
        data.order(data.get(BYTE_ORDER_AT) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        long entry = data.getInt(HEADER - 8);
        Map<String, String> values = new HashMap<>();
        while (entry >= HEADER && entry + ENTRY_HEADER <= file.length) {
            int length = data.getInt((int) entry);
            if (length < ENTRY_HEADER || entry + length > file.length) {
                break;
            }
            add(data.slice((int) entry, length).order(data.order()), values);
            entry += length;
        }
        return values;
    }

    private static void add(ByteBuffer entry, Map<String, String> values) {
        String name = text(entry, entry.getInt(NAME_AT));
        int elements = entry.getInt(ELEMENTS_AT);
        byte type = entry.get(TYPE_AT);
        int value = entry.getInt(VALUE_AT);
        if (type == BYTES && elements > 0) {
            values.put(name, text(entry, value));
        } else if (type == LONG && elements == 0 && value >= 0 && value <= entry.limit() - Long.BYTES) {
            values.put(name, Long.toString(entry.getLong(value)));
        }
    }

    /** Returns the text at an index of an entry; empty if it is not inside. */
    private static String text(ByteBuffer entry, int at) {
        if (at < 0 || at > entry.limit()) {
            return "";
        }
        int end = at;
        while (end < entry.limit() && entry.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - at];
        entry.get(at, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Returns the value of an entry; empty if there is none. */
    String get(String name) {
        return values.getOrDefault(name, "");
    }
}
