package dev.observatory.demo;

import dev.observatory.event.Event;
import org.objectweb.asm.ClassReader;

/** Reads the head of a class file: its version and its name. */
final class ClassParser {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int MAJOR_OFFSET = 6;
    private static final int HEAD_LENGTH = 10;

    @Event(description = "Reads the head of one class file")
    ClassSummary parse(byte[] classFile) throws UnparsableClassException {
        if (classFile.length < HEAD_LENGTH) {
            throw new UnparsableClassException("Class file of [" + classFile.length + "] bytes has no head");
        }
        try {
            ClassReader reader = new ClassReader(classFile);
            // ASM looks neither at the magic number nor at the lower end of the versions.
            if (reader.readInt(0) != MAGIC) {
                throw new UnparsableClassException(
                        "Class file begins with [" + Integer.toHexString(reader.readInt(0)) + "] instead of cafebabe");
            }
            ClassVersion version = ClassVersion.of(reader.readUnsignedShort(MAJOR_OFFSET));
            return new ClassSummary(reader.getClassName().replace('/', '.'), version, classFile.length);
        } catch (RuntimeException malformed) {
            // ASM verifies nothing: garbage ends in whatever exception its reading happens to run into.
            throw new UnparsableClassException("Class file is malformed or too new: [" + malformed + "]", malformed);
        }
    }
}
