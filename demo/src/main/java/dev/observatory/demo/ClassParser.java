package dev.observatory.demo;

import dev.observatory.event.Event;
import org.objectweb.asm.ClassReader;

/** Reads the version and the name from a class file. */
final class ClassParser {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int MAJOR_OFFSET = 6;
    private static final int HEAD_LENGTH = 10;

    @Event(description = "Reads the header of one class file")
    ClassSummary parse(byte[] classFile) throws UnparsableClassException {
        if (classFile.length < HEAD_LENGTH) {
            throw new UnparsableClassException("Class file of [" + classFile.length + "] bytes has no header");
        }
        try {
            ClassReader reader = new ClassReader(classFile);
            // ASM checks neither the magic number nor the lowest version.
            if (reader.readInt(0) != MAGIC) {
                throw new UnparsableClassException(
                        "Class file begins with [" + Integer.toHexString(reader.readInt(0)) + "] instead of cafebabe");
            }
            ClassVersion version = ClassVersion.of(reader.readUnsignedShort(MAJOR_OFFSET));
            return new ClassSummary(reader.getClassName().replace('/', '.'), version, classFile.length);
        } catch (RuntimeException malformed) {
            // ASM does not validate its input: malformed bytes can cause any runtime exception.
            throw new UnparsableClassException("Class file is malformed or too new: [" + malformed + "]", malformed);
        }
    }
}
