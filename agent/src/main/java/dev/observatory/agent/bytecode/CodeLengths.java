package dev.observatory.agent.bytecode;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;

/**
 * The lengths of the bytecode of the methods in a class file. HotSpot neither compiles nor inlines a longer method than
 * {@link #LONGEST_COMPILED}, so weaving must not make a method cross that length: it would run in the interpreter permanently.
 * Structure: The Java Virtual Machine Specification, sections 4.1, 4.6 and 4.7.3.
 */
final class CodeLengths {
    /** The value of HotSpot's {@code HugeMethodLimit}, which product builds do not let users change. */
    static final int LONGEST_COMPILED = 8000;

    private final ClassReader reader;
    private final char[] text;
    private final Map<String, Integer> lengths = new HashMap<>();

    private CodeLengths(ClassReader reader) {
        this.reader = reader;
        this.text = new char[reader.getMaxStringLength()];
    }

    /** Returns the lengths in bytes of those methods that have code, by name and descriptor. */
    static Map<String, Integer> of(ClassReader reader) {
        CodeLengths found = new CodeLengths(reader);
        found.read();
        return found.lengths;
    }

    private void read() {
        int interfaces = reader.header + 6;
        int at = interfaces + 2 + 2 * reader.readUnsignedShort(interfaces);
        at = skipMembers(at, false);
        skipMembers(at, true);
    }

    private int skipMembers(int start, boolean areMethods) {
        int at = start + 2;
        for (int member = reader.readUnsignedShort(start); member > 0; member--) {
            int key = at + 2;
            int attributes = reader.readUnsignedShort(at + 6);
            at += 8;
            for (; attributes > 0; attributes--) {
                if (areMethods && "Code".equals(reader.readUTF8(at, text))) {
                    lengths.put(reader.readUTF8(key, text) + reader.readUTF8(key + 2, text), reader.readInt(at + 10));
                }
                at += 6 + reader.readInt(at + 2);
            }
        }
        return at;
    }
}
