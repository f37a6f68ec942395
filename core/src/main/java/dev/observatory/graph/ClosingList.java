package dev.observatory.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is closed together, the last one first. A single element, which is most frequent, needs no map. */
final class ClosingList {
    private @Nullable Object firstKey;
    private @Nullable Runnable first;
    private @Nullable Map<Object, Runnable> more;
    private boolean closed;

    /**
     * Adds an element.
     *
     * @param key identifies the element, by its identity
     * @param close closes it; called once, without any lock
     * @return false if this list is closed for good, so that nothing was added
     */
    synchronized boolean add(Object key, Runnable close) {
        if (closed) {
            return false;
        }
        if (first == null && more == null) {
            firstKey = key;
            first = close;
        } else {
            Map<Object, Runnable> present = more;
            if (present == null) {
                present = new LinkedHashMap<>();
                more = present;
            }
            present.put(key, close);
        }
        return true;
    }

    /** Removes an element that has been closed by other means. */
    synchronized void remove(Object key) {
        if (firstKey == key) {
            firstKey = null;
            first = null;
        } else if (more != null) {
            more.remove(key);
        }
    }

    /** Removes and returns all elements, in the order in which they have to be closed. */
    synchronized List<Runnable> takeAll() {
        Runnable single = first;
        Map<Object, Runnable> others = more;
        firstKey = null;
        first = null;
        more = null;
        if (others == null) {
            return single == null ? List.of() : List.of(single);
        }
        List<Runnable> all = new ArrayList<>(others.size() + 1);
        if (single != null) {
            all.add(single);
        }
        all.addAll(others.values());
        Collections.reverse(all);
        return all;
    }

    /** Rejects elements from now on, and returns all, in the order in which they have to be closed. */
    synchronized List<Runnable> closeAndTakeAll() {
        closed = true;
        return takeAll();
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
