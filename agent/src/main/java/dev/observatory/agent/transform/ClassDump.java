package dev.observatory.agent.transform;

import dev.observatory.agent.text.AgentMessages;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** Writes woven classes to a folder: as they were below {@code before}, as they are below {@code after}. */
final class ClassDump {
    private final File folder;
    private final AtomicBoolean failed = new AtomicBoolean();

    ClassDump(File folder) {
        this.folder = folder;
    }

    void write(String internalName, byte[] before, byte[] after) {
        try {
            write(new File(new File(folder, "before"), internalName + ".class"), before);
            write(new File(new File(folder, "after"), internalName + ".class"), after);
        } catch (IOException failure) {
            if (failed.compareAndSet(false, true)) {
                AgentMessages.print("class [" + internalName.replace('/', '.') + "] could not be written to [" + folder
                        + "], and maybe others: " + failure);
            }
        }
    }

    private static void write(File file, byte[] content) throws IOException {
        File parent = file.getParentFile();
        if (!parent.isDirectory() && !parent.mkdirs() && !parent.isDirectory()) {
            throw new IOException("folder [" + parent + "] cannot be made");
        }
        try (OutputStream out = new FileOutputStream(file)) {
            out.write(content);
        }
    }
}
