package dev.observatory.demo;

import dev.observatory.event.Event;
import dev.observatory.event.Events;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads the classes of one jar. */
final class JarScanner {
    private final ClassParser parser;

    JarScanner(ClassParser parser) {
        this.parser = parser;
    }

    /**
     * Scans a jar. A class that cannot be parsed is counted and does not end the scan.
     *
     * @throws IOException if the jar itself is damaged or cannot be read
     */
    @Event(description = "Reads the classes of one jar")
    JarContents scan(Path path) throws IOException {
        Jar jar = new Jar(path);
        Events.tag("jar", jar.name());
        List<ClassSummary> classes = new ArrayList<>();
        Tally<EntryKind> kinds = new Tally<>();
        // Not a JarFile: verifying signatures would take longer than everything else.
        try (ZipFile zip = new ZipFile(path.toFile())) {
            for (Iterator<? extends ZipEntry> entries = zip.entries().asIterator(); entries.hasNext(); ) {
                ZipEntry entry = entries.next();
                EntryKind kind = EntryKind.of(entry.getName());
                kinds.add(kind, 1);
                if (kind == EntryKind.CLASS) {
                    parsed(bytes(zip, entry)).ifPresent(classes::add);
                }
            }
        }
        int unparsable = kinds.of(EntryKind.CLASS) - classes.size();
        return new JarContents(
                jar, List.copyOf(classes), kinds.of(EntryKind.VARIANT), kinds.of(EntryKind.MODULE), unparsable);
    }

    private Optional<ClassSummary> parsed(byte[] classFile) {
        try {
            return Optional.of(parser.parse(classFile));
        } catch (UnparsableClassException passedOver) {
            return Optional.empty();
        }
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            if (in == null) {
                throw new ZipException("entry [" + entry.getName() + "] is listed but not there");
            }
            byte[] bytes = in.readAllBytes();
            // The JDK verifies checksums in archive streams, not in archive files: damaged bytes would be taken for a
            // class.
            CRC32 sum = new CRC32();
            sum.update(bytes);
            if (sum.getValue() != entry.getCrc()) {
                throw new ZipException("entry [" + entry.getName() + "] is damaged: its checksum does not match");
            }
            return bytes;
        }
    }
}
