package dev.observatory.event.loop;

import org.jspecify.annotations.Nullable;

/**
 * What the program states about a loop.
 *
 * @param label what the loop does; null for the name of its owner
 * @param unit what its items are; empty if unknown
 * @param total the number of items; {@link #UNKNOWN} if it is not known, {@link #COUNTED} if the items are to be counted
 */
public record LoopSettings(@Nullable String label, String unit, long total) {
    public static final long UNKNOWN = -1;
    public static final long COUNTED = -2;
    public static final LoopSettings DEFAULTS = new LoopSettings(null, "", COUNTED);

    boolean isCounted() {
        return total == COUNTED;
    }
}
