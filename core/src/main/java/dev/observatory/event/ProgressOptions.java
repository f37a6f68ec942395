package dev.observatory.event;

import static java.util.Objects.requireNonNull;

import dev.observatory.event.loop.LoopSettings;
import org.jspecify.annotations.Nullable;

/**
 * What a program states about a loop whose progress it reports: a label, the unit of the items, and their number.
 *
 * <pre>{@code
 * ProgressOptions copying = ProgressOptions.labeled("copying").unit("files").total(1_200);
 * for (Path file : Events.track(files, copying)) {
 *     copy(file);
 * }
 * }</pre>
 *
 * <p>Immutable; each method with a parameter returns a changed copy. Options can be kept in a constant, so that an unobserved loop
 * costs no allocation.
 */
public final class ProgressOptions {
    private static final ProgressOptions DEFAULTS = new ProgressOptions(LoopSettings.DEFAULTS);

    private final LoopSettings settings;

    private ProgressOptions(LoopSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns options that state nothing: the label is the name of the event, there is no unit, and the items are counted.
     *
     * @return the default options
     */
    public static ProgressOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Returns the default options with a label.
     *
     * @param label what the loop does, for example {@code copying}
     * @return the options
     * @throws NullPointerException if {@code label} is null
     */
    public static ProgressOptions labeled(String label) {
        return DEFAULTS.label(label);
    }

    /**
     * Returns these options with another label.
     *
     * @param label what the loop does, for example {@code copying}
     * @return a changed copy
     * @throws NullPointerException if {@code label} is null
     */
    public ProgressOptions label(String label) {
        return new ProgressOptions(new LoopSettings(requireNonNull(label, "label"), settings.unit(), settings.total()));
    }

    /**
     * Returns these options with another unit.
     *
     * @param unit what the items are, in the plural, for example {@code files}
     * @return a changed copy
     * @throws NullPointerException if {@code unit} is null
     */
    public ProgressOptions unit(String unit) {
        return new ProgressOptions(new LoopSettings(settings.label(), requireNonNull(unit, "unit"), settings.total()));
    }

    /**
     * Returns these options with a stated number of items: the size of the items is not queried, even if progress is observed.
     *
     * @param total how many items there are; −1 if that is unknown and the items must not be counted. If a loop goes through more
     *     or fewer items, the number is corrected as described for {@link ProgressData#length()}
     * @return a changed copy
     * @throws IllegalArgumentException if {@code total} is below −1
     */
    public ProgressOptions total(long total) {
        if (total < -1) {
            throw new IllegalArgumentException(
                    "total [" + total + "] must not be less than -1; use -1 if it is unknown");
        }
        return new ProgressOptions(new LoopSettings(settings.label(), settings.unit(), total));
    }

    LoopSettings settings() {
        return settings;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProgressOptions options && settings.equals(options.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }

    @Override
    public String toString() {
        String total = settings.total() == LoopSettings.COUNTED ? "counted" : Long.toString(settings.total());
        return "progress options [label " + settings.label() + ", unit " + settings.unit() + ", total " + total + "]";
    }
}
