package dev.observatory.agent.bytecode;

import java.util.function.IntSupplier;

/**
 * What the code of a woven class calls.
 *
 * @param weave the internal name of the class with the entry points of methods and field writes
 * @param constructors the internal name of the class with those of constructors
 * @param nonIndySite the internal name of the class with those of code that cannot have a call site
 * @param siteNumbers supplies numbers for the places of such code
 */
public record LibraryCalls(String weave, String constructors, String nonIndySite, IntSupplier siteNumbers) {
    private static final String LIBRARY = "dev/observatory/weave/";

    /**
     * Returns calls of the library, for code that finds it.
     *
     * @param siteNumbers supplies numbers for places that cannot have a call site
     * @return the calls
     */
    public static LibraryCalls direct(IntSupplier siteNumbers) {
        return new LibraryCalls(LIBRARY + "Weave", LIBRARY + "WovenConstructors", LIBRARY + "NonIndySite", siteNumbers);
    }

    /**
     * Returns calls of one class that has all entry points.
     *
     * @param owner the internal name of the class
     * @param siteNumbers supplies numbers for places that cannot have a call site
     * @return the calls
     */
    public static LibraryCalls through(String owner, IntSupplier siteNumbers) {
        return new LibraryCalls(owner, owner, owner, siteNumbers);
    }
}
