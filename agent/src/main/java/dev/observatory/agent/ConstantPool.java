package dev.observatory.agent;

import java.nio.charset.StandardCharsets;
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

    private static final String ROOT = "dev/observatory/";
    private static final String[] LIBRARY = {"event/", "attribute/", "broker/", "hook/", "weave/"};
    private static final String DOOR = "dev/observatory/weave/";
    private static final int FIRST_ENTRY = 10;

    private ConstantPool() {}

    /**
     * What the constant pool gives away.
     *
     * @param known the observable fields found so far; null if there is none
     * @return a set of the bits above; 0 if the class is not to be touched, or the file cannot be understood
     */
    static int scan(byte[] file, ObservableFields.@Nullable Known known) {
        int count = unsignedShort(file, 8);
        int found = 0;
        boolean sawKnownName = false;
        int at = FIRST_ENTRY;
        for (int i = 1; i < count; i++) {
            int tag = file[at];
            if (tag == 1) {
                int length = unsignedShort(file, at + 1);
                found |= lookAtText(file, at + 3, length);
                sawKnownName |= known != null && known.mayBeName(file, at + 3, length);
            } else if (tag == 5 || tag == 6) {
                i++;
            }
            int size = sizeOf(tag, file, at);
            if (size == 0) {
                return 0;
            }
            at += size;
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
        int start = file[at] == 'L' ? at + 1 : at;
        int end = at + length;
        if (file[start] != 'd' || !startsWith(file, start, end, ROOT) || !isLibrary(file, start + ROOT.length(), end)) {
            return 0;
        }
        boolean isDoor = startsWith(file, at, end, DOOR);
        return isDoor ? NAMES_LIBRARY | WOVEN : NAMES_LIBRARY;
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
        int[] offsets = offsets(file, count);
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

    private static int[] offsets(byte[] file, int count) {
        int[] offsets = new int[count];
        int at = FIRST_ENTRY;
        for (int i = 1; i < count; i++) {
            offsets[i] = at;
            int tag = file[at];
            at += sizeOf(tag, file, at);
            if (tag == 5 || tag == 6) {
                i++;
            }
        }
        return offsets;
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
