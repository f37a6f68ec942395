package dev.observatory.demo;

/**
 * The version of a class file, as in JVMS §4.1.
 *
 * @param major the major version, 45 or more
 */
record ClassVersion(int major) implements Comparable<ClassVersion> {
    private static final int FIRST = 45;
    private static final int JAVA_5 = 49;

    static ClassVersion of(int major) {
        if (major < FIRST) {
            throw new IllegalArgumentException("Class-file version [" + major + "] must be " + FIRST + " or more");
        }
        return new ClassVersion(major);
    }

    /** Returns the first Java release that reads such class files, with the version: {@code Java 8 (52)}. */
    String label() {
        int release = major - FIRST + 1;
        return "Java " + (major < JAVA_5 ? "1." : "") + release + " (" + major + ")";
    }

    @Override
    public int compareTo(ClassVersion other) {
        return Integer.compare(major, other.major);
    }
}
