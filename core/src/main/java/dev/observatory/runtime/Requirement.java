package dev.observatory.runtime;

/**
 * What an observer may read of an emission and takes effort to provide, as a set of bits. Most observers require everything; those
 * that say what they do not read make calls cheaper while no other observer is connected.
 *
 * @hidden
 */
public final class Requirement {
    /** When a call began, and how long it took. */
    public static final int TIMES = 1;

    /** The object on which a method was called, and the arguments. */
    public static final int ARGUMENTS = 2;

    /** Everything. */
    public static final int ALL = TIMES | ARGUMENTS;

    private static final int BITS_OF_COUNT = 32;

    private Requirement() {}

    /**
     * Returns how much an observer adds to a sum of requirements.
     *
     * @param required what it requires
     * @return a number whose two halves count the observers that require times and arguments
     */
    public static long count(int required) {
        return (required & TIMES) + ((long) (required & ARGUMENTS) >> 1 << BITS_OF_COUNT);
    }

    /**
     * Returns what any observer requires.
     *
     * @param counts the sum of what {@link #count} returned for each
     * @return the requirements of all of them
     */
    public static int ofAll(long counts) {
        return ((int) counts == 0 ? 0 : TIMES) | (counts >>> BITS_OF_COUNT == 0 ? 0 : ARGUMENTS);
    }
}
