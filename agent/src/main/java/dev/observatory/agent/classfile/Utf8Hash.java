package dev.observatory.agent.classfile;

import java.nio.charset.StandardCharsets;

/** The hash of texts as class files contain them; computed in place, without a string being created. */
final class Utf8Hash {
    private Utf8Hash() {}

    static int of(byte[] text, int at, int length) {
        int hash = 0;
        for (int i = at; i < at + length; i++) {
            hash = hash * 31 + text[i];
        }
        return hash;
    }

    /** Returns the hash of a field's name and descriptor. */
    static int ofField(String name, String descriptor) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        byte[] typeBytes = descriptor.getBytes(StandardCharsets.UTF_8);
        return ofField(of(nameBytes, 0, nameBytes.length), of(typeBytes, 0, typeBytes.length));
    }

    /** Returns the hash of a field from those of its name and its descriptor. */
    static int ofField(int nameHash, int descriptorHash) {
        return nameHash * 31 + descriptorHash;
    }
}
