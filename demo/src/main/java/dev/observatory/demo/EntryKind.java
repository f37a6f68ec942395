package dev.observatory.demo;

/** What an entry of a jar is to the census, told by its name. */
enum EntryKind {
    /** A class, wherever in the jar it lies. */
    CLASS,
    /** Another edition of a class, for newer Java releases; counted apart, or the class would count twice. */
    VARIANT,
    /** A module descriptor: has the format of a class file, but is no class. */
    MODULE,
    /** Everything else. */
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
