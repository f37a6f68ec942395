package dev.observatory.agent.transform;

import dev.observatory.agent.text.AgentMessages;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writes woven classes to a directory: the original class files below {@code before}, the woven ones below {@code after}. */
final class ClassDump {
    private final File directory;
    private final AtomicBoolean failed = new AtomicBoolean();

    ClassDump(File directory) {
        this.directory = directory;
    }

    void write(String internalName, byte[] before, byte[] after) {
        try {
            write(new File(new File(directory, "before"), internalName + ".class"), before);
            write(new File(new File(directory, "after"), internalName + ".class"), after);
        } catch (IOException failure) {
            if (failed.compareAndSet(false, true)) {
                AgentMessages.print("class [" + internalName.replace('/', '.') + "] could not be written to ["
                        + directory + "], and possibly others: " + failure);
            }
        }
    }

    private static void write(File file, byte[] content) throws IOException {
        File parent = file.getParentFile();
        if (!parent.isDirectory() && !parent.mkdirs() && !parent.isDirectory()) {
            throw new IOException("directory [" + parent + "] cannot be created");
        }
        try (OutputStream out = new FileOutputStream(file)) {
            out.write(content);
        }
    }
}
