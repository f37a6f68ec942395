package dev.observatory.hook;

/** One emission as an object, for those who cannot take it at once: it knows its values, whatever their number. */
interface Emission<L> {
    void to(L observer);

    /** Whether the values pass a filter of the kind that fits their number. */
    boolean passes(Object filter);

    /** Whether it goes on to a level above its hook. */
    default boolean climbsTo(Hook<L> level) {
        return true;
    }
}
