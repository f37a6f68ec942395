package dev.observatory.event;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** A call's arguments as a list. */
final class Arguments extends AbstractList<@Nullable Object> implements RandomAccess {
    /** The target, then the arguments. */
    private final @Nullable Object[] operands;

    Arguments(@Nullable Object[] operands) {
        this.operands = operands;
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
