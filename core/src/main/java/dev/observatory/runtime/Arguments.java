package dev.observatory.runtime;

import static java.util.Objects.requireNonNull;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call as a list, which is a view of the array of its operands.
 *
 * @hidden
 */
public final class Arguments extends AbstractList<@Nullable Object> implements RandomAccess {
    /** The target, then the arguments. */
    private final @Nullable Object[] operands;

    /**
     * Creates a view.
     *
     * @param operands the target or null, then the arguments; not copied
     * @throws NullPointerException if {@code operands} is null
     */
    public Arguments(@Nullable Object[] operands) {
        this.operands = requireNonNull(operands, "operands");
    }

    @Override
    public @Nullable Object get(int index) {
        return operands[Objects.checkIndex(index, size()) + 1];
    }

    @Override
    public int size() {
        return operands.length - 1;
    }

    @Override
    public @Nullable Object[] toArray() {
        return Arrays.copyOfRange(operands, 1, operands.length, Object[].class);
    }
}
