package dev.observatory.agent;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the constant pool of a class file, raw, to say as cheaply as possible that there is nothing to weave.
 *
 * <p>A class whose constant pool does not name the library cannot carry its annotations; one that has no reference to a
 * field of a known observable name and type cannot assign it. Both are exact: no false no. Structure: The Java Virtual
 * Machine Specification, section 4.4.
 */
final class ConstantPool {
    /** The class names the library: it may carry tags, or observe. */
    static final int NAMES_LIBRARY = 1;
    /** The class holds a reference to a field that is known to be observable. */
    static final int REFERS_TO_OBSERVABLE = 2;
    /** The class calls one of the weaver's doors: it is woven already. */
    static final int WOVEN = 4;
    /** Any of these asks for a closer look. */
    static final int MAY_WEAVE = NAMES_LIBRARY | REFERS_TO_OBSERVABLE;

    /** The class refers to fields of other classes. */
    static final int REFERS_TO_FOREIGN_FIELDS = 8;
    /** The class keeps the names of its parameters. */
    static final int METHOD_PARAMETERS = 16;
    /** The class names {@code java.lang.Record}. */
    static final int RECORD = 32;
    /** The class has annotations on types. */
    static final int TYPE_ANNOTATIONS = 64;
    /** What some JVMs get wrong when a class is transformed after it was loaded. */
    static final int TRAPS = METHOD_PARAMETERS | RECORD | TYPE_ANNOTATIONS;

    private static final int[] NONE = {};

    private static final String ROOT = "dev/observatory/";
    private static final String[] LIBRARY = {"event/", "attribute/", "broker/", "hook/", "weave/"};
    private static final String DOOR = "dev/observatory/weave/";
    private static final int FIRST_ENTRY = 10;

    private ConstantPool() {}

    /**
     * What the constant pool gives away.
     *
     * @param known the observable fields found so far; null if there is none
     * @return a set of the bits above; 0 if the file cannot be understood
     */
    static int scan(byte[] file, ObservableFields.@Nullable Known known) {
        int count = unsignedShort(file, 8);
        int found = 0;
        boolean sawKnownName = false;
        int lowestOwner = Integer.MAX_VALUE;
        int highestOwner = 0;
        int at = FIRST_ENTRY;
        for (int i = 1; i < count; i++) {
            int tag = file[at];
            if (tag == 1) {
                int length = unsignedShort(file, at + 1);
                found |= lookAtText(file, at + 3, length);
                sawKnownName |= known != null && known.mayBeName(file, at + 3, length);
            } else if (tag == 9) {
                int owner = unsignedShort(file, at + 1);
                lowestOwner = Math.min(lowestOwner, owner);
                highestOwner = Math.max(highestOwner, owner);
            } else if (tag == 5 || tag == 6) {
                i++;
            }
            int size = sizeOf(tag, file, at);
            if (size == 0) {
                return 0;
            }
            at += size;
        }
        if (highestOwner != 0 && (lowestOwner != highestOwner || lowestOwner != unsignedShort(file, at + 2))) {
            found |= REFERS_TO_FOREIGN_FIELDS;
        }
        if (known != null && sawKnownName && refersToKnownField(file, count, known)) {
            found |= REFERS_TO_OBSERVABLE;
        }
        return found;
    }

    private static int lookAtText(byte[] file, int at, int length) {
        if (length < ROOT.length()) {
            return 0;
        }
        int trap = lookForTrap(file, at, length);
        if (trap != 0) {
            return trap;
        }
        int start = file[at] == 'L' ? at + 1 : at;
        int end = at + length;
        if (file[start] != 'd' || !startsWith(file, start, end, ROOT) || !isLibrary(file, start + ROOT.length(), end)) {
            return 0;
        }
        boolean isDoor = startsWith(file, at, end, DOOR);
        return isDoor ? NAMES_LIBRARY | WOVEN : NAMES_LIBRARY;
    }

    private static int lookForTrap(byte[] file, int at, int length) {
        return switch (length) {
            case 16 ->
                is(file, at, length, "MethodParameters")
                        ? METHOD_PARAMETERS
                        : is(file, at, length, "java/lang/Record") ? RECORD : 0;
            case 29 -> is(file, at, length, "RuntimeVisibleTypeAnnotations") ? TYPE_ANNOTATIONS : 0;
            case 31 -> is(file, at, length, "RuntimeInvisibleTypeAnnotations") ? TYPE_ANNOTATIONS : 0;
            default -> 0;
        };
    }

    private static boolean is(byte[] file, int at, int length, String text) {
        return startsWith(file, at, at + length, text);
    }

    /**
     * The fields that the class refers to, but for its own, the JDK's, and those known to be observable.
     *
     * @return their hashes, of name and type, behind one free place; empty if there are none
     */
    static int[] foreignFields(byte[] file, ObservableFields.@Nullable Known known) {
        int count = unsignedShort(file, 8);
        int[] offsets = new int[count];
        int end = fill(offsets, file, count);
        int own = unsignedShort(file, end + 2);
        int[] hashes = NONE;
        int size = 1;
        for (int i = 1; i < count; i++) {
            int at = offsets[i];
            if (at == 0 || file[at] != 9) {
                continue;
            }
            int owner = unsignedShort(file, at + 1);
            if (owner == own || isOfJdk(file, offsets[unsignedShort(file, offsets[owner] + 1)])) {
                continue;
            }
            int nameAndType = offsets[unsignedShort(file, at + 3)];
            int name = offsets[unsignedShort(file, nameAndType + 1)];
            int type = offsets[unsignedShort(file, nameAndType + 3)];
            if (known == null || !known.contains(text(file, name), text(file, type))) {
                hashes = hashes.length > size ? hashes : Arrays.copyOf(hashes, Math.max(4, size * 2));
                hashes[size++] = hash(file, name) * 31 + hash(file, type);
            }
        }
        return size == 1 ? NONE : Arrays.copyOf(hashes, size);
    }

    private static boolean isOfJdk(byte[] file, int text) {
        int end = text + 3 + unsignedShort(file, text + 1);
        return startsWith(file, text + 3, end, "java/") || startsWith(file, text + 3, end, "javax/");
    }

    private static int hash(byte[] file, int text) {
        return hash(file, text + 3, unsignedShort(file, text + 1));
    }

    static int hash(byte[] text, int at, int length) {
        int hash = 0;
        for (int i = at; i < at + length; i++) {
            hash = hash * 31 + text[i];
        }
        return hash;
    }

    private static boolean isLibrary(byte[] file, int at, int end) {
        for (String libraryPackage : LIBRARY) {
            if (startsWith(file, at, end, libraryPackage)) {
                return true;
            }
        }
        return false;
    }

    private static boolean refersToKnownField(byte[] file, int count, ObservableFields.Known known) {
        int[] offsets = new int[count];
        fill(offsets, file, count);
        for (int i = 1; i < count; i++) {
            int at = offsets[i];
            if (at != 0 && file[at] == 9) {
                int nameAndType = offsets[unsignedShort(file, at + 3)];
                int name = offsets[unsignedShort(file, nameAndType + 1)];
                int type = offsets[unsignedShort(file, nameAndType + 3)];
                if (known.contains(text(file, name), text(file, type))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Notes where each entry begins; returns where the last ends. */
    private static int fill(int[] offsets, byte[] file, int count) {
        int at = FIRST_ENTRY;
        for (int i = 1; i < count; i++) {
            offsets[i] = at;
            int tag = file[at];
            at += sizeOf(tag, file, at);
            if (tag == 5 || tag == 6) {
                i++;
            }
        }
        return at;
    }

    /** The size of an entry in bytes; 0 for a kind that this version does not know. */
    private static int sizeOf(int tag, byte[] file, int at) {
        return switch (tag) {
            case 1 -> 3 + unsignedShort(file, at + 1);
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 5;
            case 5, 6 -> 9;
            case 7, 8, 16, 19, 20 -> 3;
            case 15 -> 4;
            default -> 0;
        };
    }

    private static String text(byte[] file, int at) {
        return new String(file, at + 3, unsignedShort(file, at + 1), StandardCharsets.UTF_8);
    }

    private static boolean startsWith(byte[] file, int at, int end, String prefix) {
        if (end - at < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (file[at + i] != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int unsignedShort(byte[] file, int at) {
        return (file[at] & 0xff) << 8 | (file[at + 1] & 0xff);
    }
}
