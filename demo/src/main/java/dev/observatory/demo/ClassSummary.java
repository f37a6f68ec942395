package dev.observatory.demo;

/**
 * What the census knows of one class.
 *
 * @param name the binary name, with dots
 * @param version the class file's version
 * @param bytes the class file's length, unpacked
 */
record ClassSummary(String name, ClassVersion version, int bytes) {

    /** The package's name; empty for the unnamed package. */
    String packageName() {
        int end = name.lastIndexOf('.');
        return end < 0 ? "" : name.substring(0, end);
    }
}
