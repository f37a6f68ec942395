package dev.observatory.demo;

/**
 * A summary of one class.
 *
 * @param name the binary name, with dots
 * @param version the class file's version
 * @param bytes the uncompressed length of the class file, in bytes
 */
record ClassSummary(String name, ClassVersion version, int bytes) {

    /** Returns the package name; empty for the unnamed package. */
    String packageName() {
        int end = name.lastIndexOf('.');
        return end < 0 ? "" : name.substring(0, end);
    }
}
