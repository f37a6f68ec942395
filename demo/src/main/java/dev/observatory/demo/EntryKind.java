package dev.observatory.demo;

/** The kind of a jar entry, determined by its name. */
enum EntryKind {
    /** A class, in any folder of the jar. */
    CLASS,
    /** A multi-release variant of a class, counted separately so that the class does not count twice. */
    VARIANT,
    /** A module descriptor, which has the format of a class file but is not a class. */
    MODULE,
    /** Any other entry. */
    OTHER;

    private static final String VARIANTS = "META-INF/versions/";

    static EntryKind of(String name) {
        if (!name.endsWith(".class")) {
            return OTHER;
        }
        if (name.equals("module-info.class") || name.endsWith("/module-info.class")) {
            return MODULE;
        }
        return name.startsWith(VARIANTS) ? VARIANT : CLASS;
    }
}
