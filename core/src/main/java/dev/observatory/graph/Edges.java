package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Adds links to lists of subscribers and removes them; a node that becomes hot or cold by it attaches or detaches its
 * own links.
 */
final class Edges {
    private static final int SMALL = 64;

    private Node<?>[] waiting = new Node<?>[SMALL];
    private int size;

    /**
     * Adds a link to the subscribers of its node, and the links of all nodes that this one is computed from, at any
     * depth.
     */
    void attach(Link link) {
        append(link);
        while (size > 0) {
            for (Link each = pop().deps; each != null; each = each.nextDep) {
                append(each);
            }
        }
        shrink();
    }

    /** Removes the links of one subscriber, from the given one to the last; cold links are in no list. */
    void detachAll(@Nullable Link first) {
        removeAll(first);
        while (size > 0) {
            removeAll(pop().deps);
        }
        shrink();
    }

    private void append(Link link) {
        Node<?> dep = link.dep;
        Link head = dep.subs;
        if (head == null) {
            dep.subs = link;
            link.prevSub = link;
            if (dep.deps != null) {
                push(dep);
            }
        } else {
            Link tail = requireNonNull(head.prevSub);
            tail.nextSub = link;
            link.prevSub = tail;
            head.prevSub = link;
        }
    }

    private void removeAll(@Nullable Link first) {
        for (Link link = first; link != null; link = link.nextDep) {
            if (link.prevSub != null) {
                remove(link, link.prevSub);
            }
        }
    }

    private void remove(Link link, Link before) {
        Node<?> dep = link.dep;
        Link head = dep.subs;
        Link after = link.nextSub;
        if (head == link || head == null) {
            dep.subs = after;
            if (after != null) {
                after.prevSub = before;
            } else {
                dep.lower(Vertex.STALE);
                if (dep.deps != null) {
                    push(dep);
                }
            }
        } else {
            before.nextSub = after;
            if (after != null) {
                after.prevSub = before;
            } else {
                head.prevSub = before;
            }
        }
        link.prevSub = null;
        link.nextSub = null;
    }

    private void push(Node<?> node) {
        if (size == waiting.length) {
            waiting = Arrays.copyOf(waiting, size * 2);
        }
        waiting[size++] = node;
    }

    private Node<?> pop() {
        Node<?> node = waiting[--size];
        waiting[size] = null;
        return node;
    }

    private void shrink() {
        if (waiting.length > SMALL * SMALL) {
            waiting = new Node<?>[SMALL];
        }
    }
}
