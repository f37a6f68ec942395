package dev.observatory.agent.classfile;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the raw constant pool of a class file, which rules out as cheaply as possible that there is anything to weave.
 *
 * <p>A class whose constant pool does not name the library cannot have its annotations; one that has no reference to a
 * field of a known observable name and type cannot assign it. Neither test has false negatives. Structure: The Java Virtual
 * Machine Specification, section 4.4.
 *
 * <p>Every class file is scanned once. The work per entry is what the agent costs a program that has nothing to weave.
 */
public final class ConstantPoolScan {
    /** The class names the library: it may have tagged members, or observe. */
    public static final int NAMES_LIBRARY = 1;
    /** The class has a reference to a field that is known to be observable. */
    public static final int REFERS_TO_OBSERVABLE = 2;
    /** The class calls an entry point of woven code: it is woven already. */
    public static final int WOVEN = 4;
    /** The class names an annotation of members that are woven once they are observed. */
    public static final int TAGGED = 64;
    /** The class names an annotation of members that are woven when the class is loaded. */
    public static final int WOVEN_AT_LOAD = 128;

    /** The class has the names of its methods' parameters. */
    public static final int METHOD_PARAMETERS = 8;
    /** The class names {@code java.lang.Record}. */
    static final int RECORD = 16;
    /** The class has type annotations. */
    static final int TYPE_ANNOTATIONS = 32;
    /**
     * The class calls the library, and not only has annotations of it. So it may observe its own members, or those of others, in a method
     * that is running then: it has to be woven before.
     */
    public static final int USES_LIBRARY = 256;

    /**
     * The class file is from before Java 5, and names annotations. The JVM ignores them, and so does not have them any more when it
     * reproduces the class file.
     */
    public static final int HAS_UNREADABLE_ANNOTATIONS = 512;

    /** Classes with none of these have nothing to weave, unless a pattern selects them. */
    public static final int RELATED = NAMES_LIBRARY | REFERS_TO_OBSERVABLE;

    private static final int JAVA_5 = 49;
    private static final int[] NONE = {};

    private static final String ROOT = "dev/observatory/";
    private static final String[] LIBRARY = {"event/", "attribute/", "broker/", "machine/", "hook/", "weave/"};
    private static final String[] OTHER_PACKAGES = {
        "agent/", "collection/", "graph/", "junit/", "persistence/", "progress/", "runtime/"
    };
    private static final String[] ON_DEMAND = {
        "Ldev/observatory/event/Event;", "Ldev/observatory/attribute/ObservableAttr;"
    };
    private static final String[] AT_LOAD = {
        "Ldev/observatory/event/Observes;",
        "Ldev/observatory/event/Observes$List;",
        "Ldev/observatory/broker/Subscribes;",
        "Ldev/observatory/broker/Publishes;",
        "Ldev/observatory/machine/MachineState;",
        "Ldev/observatory/machine/MachineState$Transition;"
    };
    private static final String ENTRY_POINTS = "dev/observatory/weave/";
    /** What woven code calls instead if its class loader may not find the library. */
    private static final String BRIDGE = "java/lang/ObservatoryBridge1";

    private static final int FIRST_ENTRY = 10;
    private static final int FIELD = 9;

    private final byte[] file;
    /** The offset of each entry; negative for references to fields, so that they are found without reading the file. */
    private final int[] offsets;
    /** The offset of the end of the last entry. */
    private final int end;

    private final int found;

    private ConstantPoolScan(byte[] file, int[] offsets, int end, int found) {
        this.file = file;
        this.offsets = offsets;
        this.end = end;
        this.found = found;
    }

    /**
     * Scans a class file. A constant pool with an entry of an unknown kind is treated as empty.
     *
     * @param file the class file
     * @return its scanned constant pool
     */
    public static ConstantPoolScan of(byte[] file) {
        int count = unsignedShort(file, 8);
        int[] offsets = new int[count];
        int found = 0;
        int at = FIRST_ENTRY;
        for (int i = 1; i < count; i++) {
            offsets[i] = at;
            switch (file[at]) {
                case 1 -> {
                    int length = (file[at + 1] & 0xff) << 8 | (file[at + 2] & 0xff);
                    if (length >= ROOT.length()) {
                        found |= flagsOfText(file, at + 3, length);
                    }
                    at += 3 + length;
                }
                case FIELD -> {
                    offsets[i] = -at;
                    at += 5;
                }
                case 3, 4, 10, 11, 12, 17, 18 -> at += 5;
                case 7, 8, 16, 19, 20 -> at += 3;
                case 5, 6 -> {
                    at += 9;
                    i++;
                }
                case 15 -> at += 4;
                default -> {
                    return new ConstantPoolScan(file, NONE, at, 0);
                }
            }
        }
        if ((found & NAMES_LIBRARY) != 0 && unsignedShort(file, 6) < JAVA_5) {
            found |= HAS_UNREADABLE_ANNOTATIONS;
        }
        return new ConstantPoolScan(file, offsets, at, found);
    }

    /**
     * Returns whether a class belongs to the agent or the library.
     *
     * @param internalName its name
     * @return whether it is in one of their packages
     */
    public static boolean isOwn(String internalName) {
        return internalName.startsWith(ROOT) && (isIn(LIBRARY, internalName) || isIn(OTHER_PACKAGES, internalName));
    }

    private static boolean isIn(String[] packages, String internalName) {
        for (String one : packages) {
            if (internalName.startsWith(one, ROOT.length())) {
                return true;
            }
        }
        return false;
    }

    private static int flagsOfText(byte[] file, int at, int length) {
        int start = file[at] == 'L' ? at + 1 : at;
        if (file[start] != 'd') {
            return flagOfJdkName(file, at, length);
        }
        int end = at + length;
        if (!startsWith(file, start, end, ROOT) || !isLibrary(file, start + ROOT.length(), end)) {
            return 0;
        }
        if (start == at) {
            return NAMES_LIBRARY | USES_LIBRARY | (startsWith(file, at, end, ENTRY_POINTS) ? WOVEN : 0);
        }
        if (isOneOf(ON_DEMAND, file, at, end)) {
            return NAMES_LIBRARY | TAGGED;
        }
        return isOneOf(AT_LOAD, file, at, end) ? NAMES_LIBRARY | WOVEN_AT_LOAD : NAMES_LIBRARY;
    }

    private static boolean isOneOf(String[] texts, byte[] file, int at, int end) {
        for (String text : texts) {
            if (text.length() == end - at && startsWith(file, at, end, text)) {
                return true;
            }
        }
        return false;
    }

    private static int flagOfJdkName(byte[] file, int at, int length) {
        return switch (length) {
            case 16 ->
                startsWith(file, at, at + length, "MethodParameters")
                        ? METHOD_PARAMETERS
                        : startsWith(file, at, at + length, "java/lang/Record") ? RECORD : 0;
            case 28 -> startsWith(file, at, at + length, BRIDGE) ? NAMES_LIBRARY | WOVEN : 0;
            case 29 -> startsWith(file, at, at + length, "RuntimeVisibleTypeAnnotations") ? TYPE_ANNOTATIONS : 0;
            case 31 -> startsWith(file, at, at + length, "RuntimeInvisibleTypeAnnotations") ? TYPE_ANNOTATIONS : 0;
            default -> 0;
        };
    }

    /**
     * Returns what the constant pool reveals.
     *
     * @param known the observable fields found so far; null if there is none
     * @return a set of the flags above; 0 if the file cannot be parsed
     */
    public int found(ObservableFieldIndex.@Nullable Known known) {
        return known != null && refersTo(known) ? found | REFERS_TO_OBSERVABLE : found;
    }

    private boolean refersTo(ObservableFieldIndex.Known known) {
        for (int offset : offsets) {
            if (offset < 0 && isKnown(nameAndTypeOf(-offset), known)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the fields that the class refers to, except its own and the JDK's.
     *
     * @return the hashes of their names and types; empty if there are none
     */
    public int[] foreignFields() {
        if (offsets.length == 0) {
            return NONE;
        }
        int own = unsignedShort(file, end + 2);
        // The last owner that was found to be a class of the JDK: references to one owner often follow each other.
        int ownerInJdk = own;
        int[] hashes = NONE;
        int size = 0;
        for (int offset : offsets) {
            if (offset >= 0) {
                continue;
            }
            int owner = unsignedShort(file, 1 - offset);
            if (owner == own || owner == ownerInJdk) {
                continue;
            }
            if (isInJdk(file, offsets[unsignedShort(file, offsets[owner] + 1)])) {
                ownerInJdk = owner;
                continue;
            }
            int nameAndType = nameAndTypeOf(-offset);
            hashes = hashes.length > size ? hashes : Arrays.copyOf(hashes, Math.max(4, size * 2));
            hashes[size++] = Utf8Hash.ofField(hash(nameOf(nameAndType)), hash(typeOf(nameAndType)));
        }
        return size == 0 ? NONE : Arrays.copyOf(hashes, size);
    }

    private boolean isKnown(int nameAndType, ObservableFieldIndex.Known known) {
        int name = nameOf(nameAndType);
        return known.mayBeName(file, name + 3, unsignedShort(file, name + 1))
                && known.contains(text(file, name), text(file, typeOf(nameAndType)));
    }

    private int nameAndTypeOf(int field) {
        return offsets[unsignedShort(file, field + 3)];
    }

    private int nameOf(int nameAndType) {
        return offsets[unsignedShort(file, nameAndType + 1)];
    }

    private int typeOf(int nameAndType) {
        return offsets[unsignedShort(file, nameAndType + 3)];
    }

    /** Returns whether a text begins with {@code java/} or {@code javax/}. */
    private static boolean isInJdk(byte[] file, int text) {
        int at = text + 3;
        return unsignedShort(file, text + 1) > 5
                && file[at] == 'j'
                && file[at + 1] == 'a'
                && file[at + 2] == 'v'
                && file[at + 3] == 'a'
                && (file[at + 4] == '/' || (file[at + 4] == 'x' && file[at + 5] == '/'));
    }

    private int hash(int text) {
        return Utf8Hash.of(file, text + 3, unsignedShort(file, text + 1));
    }

    private static boolean isLibrary(byte[] file, int at, int end) {
        for (String libraryPackage : LIBRARY) {
            if (startsWith(file, at, end, libraryPackage)) {
                return true;
            }
        }
        return false;
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
