package dev.observatory.collection;

import java.util.Iterator;

/** Removes what a bulk call had added at the end of a linked map or set before it failed. */
final class Rollback {
    private Rollback() {}

    static void trim(Iterator<?> elements, int kept) {
        for (int i = 0; i < kept; i++) {
            elements.next();
        }
        while (elements.hasNext()) {
            elements.next();
            elements.remove();
        }
    }
}
