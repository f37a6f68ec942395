package dev.observatory.graph;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Marks everything that depends on a changed value as possibly out of date, each vertex once. */
final class DirtyMarker {
    private static final int SMALL = 64;

    private @Nullable Link[] later = new Link[SMALL];

    /** Walks depth first, so that reactions are queued in the order in which a recursive walk would reach them. */
    void mark(Engine engine, Link first) {
        Link link = first;
        int depth = 0;
        while (true) {
            Vertex sub = link.sub;
            Link next = link.nextSub;
            int flags = sub.flags;
            if ((flags & Vertex.STALE) == 0) {
                sub.flags = flags | Vertex.STALE;
                if ((flags & Vertex.COMPUTED) != 0) {
                    Link below = ((Node<?>) sub).subs;
                    if (below != null) {
                        if (next != null) {
                            if (depth == later.length) {
                                later = Arrays.copyOf(later, depth * 2);
                            }
                            later[depth++] = next;
                        }
                        link = below;
                        continue;
                    }
                } else {
                    engine.reactions.queue((Reaction) sub);
                }
            }
            if (next == null) {
                if (depth == 0) {
                    break;
                }
                next = later[--depth];
                later[depth] = null;
            }
            link = next;
        }
        if (later.length > SMALL * SMALL) {
            later = new Link[SMALL];
        }
    }
}
