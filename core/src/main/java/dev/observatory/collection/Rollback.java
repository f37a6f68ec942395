package dev.observatory.collection;

import java.util.Iterator;

/** Removes what a bulk call had added at the end of a linked map or set before it failed. */
final class Rollback {
    private Rollback() {}

    /**
     * Removes the elements from a position on, in order, until there are no more or removing one fails.
     *
     * @param kept the position
     * @param failure the failure of the bulk call, which another one is added to
     * @return how many were removed
     */
    static int trim(Iterator<?> elements, int kept, Throwable failure) {
        int removed = 0;
        try {
            for (int i = 0; i < kept; i++) {
                elements.next();
            }
            while (elements.hasNext()) {
                elements.next();
                elements.remove();
                removed++;
            }
        } catch (Throwable again) {
            suppress(failure, again);
        }
        return removed;
    }

    static void suppress(Throwable failure, Throwable again) {
        if (failure != again) {
            failure.addSuppressed(again);
        }
    }
}
