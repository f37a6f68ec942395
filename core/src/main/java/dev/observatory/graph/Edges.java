package dev.observatory.graph;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts links into lists of subscribers and takes them out; what becomes hot or cold by it takes its own links along. */
final class Edges {
    private static final int SMALL = 64;

    private Node<?>[] waiting = new Node<?>[SMALL];
    private int size;

    /** Tells a node that its value is wanted, and all that its value comes from, however long the way is. */
    void attach(Link link) {
        append(link);
        while (size > 0) {
            for (Link each = pop().deps; each != null; each = each.nextDep) {
                append(each);
            }
        }
        shrink();
    }

    /** Takes the links of one subscriber out, from one on to the last; cold ones are in no list. */
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
