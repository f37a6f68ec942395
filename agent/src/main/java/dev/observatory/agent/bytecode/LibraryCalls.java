package dev.observatory.agent.bytecode;

/**
 * What the code of one woven class calls.
 *
 * @param weave the internal name of the class with the entry points of methods and field writes
 * @param constructors the internal name of the class with those of constructors
 * @param nonIndySite the internal name of the class with those of code without call sites
 * @param prefersNumbers whether events are to have no call sites although they could: a call site is free while it is idle, and
 *     takes time to link; a number costs reading a flag
 * @param siteNumbers supplies numbers for the places of code without call sites
 */
public record LibraryCalls(
        String weave, String constructors, String nonIndySite, boolean prefersNumbers, SiteNumbers siteNumbers) {
    private static final String LIBRARY = "dev/observatory/weave/";
    private static final String NON_INDY_SITE = LIBRARY + "NonIndySite";

    /** The numbers of the places without call sites in one class. */
    public interface SiteNumbers {
        /**
         * Returns the number of a place.
         *
         * @param description the description of the place
         * @return its number, the same for each call
         */
        int of(String description);
    }

    /**
     * Returns calls of the library, for code that finds it.
     *
     * @param prefersNumbers whether events are to have no call sites
     * @param siteNumbers supplies numbers for places without call sites
     * @return the calls
     */
    public static LibraryCalls direct(boolean prefersNumbers, SiteNumbers siteNumbers) {
        return new LibraryCalls(
                LIBRARY + "Weave", LIBRARY + "WovenConstructors", NON_INDY_SITE, prefersNumbers, siteNumbers);
    }

    /**
     * Returns calls of one class that has all entry points.
     *
     * @param owner the internal name of the class
     * @param siteNumbers supplies numbers for places that cannot have call sites
     * @return the calls
     */
    public static LibraryCalls through(String owner, SiteNumbers siteNumbers) {
        return new LibraryCalls(owner, owner, owner, false, siteNumbers);
    }

    /** Returns calls for code whose token is that of a place without a call site. */
    LibraryCalls byNumber() {
        return new LibraryCalls(nonIndySite, nonIndySite, nonIndySite, prefersNumbers, siteNumbers);
    }
}
