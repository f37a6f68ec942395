package dev.observatory.agent.cli;

import dev.observatory.agent.wire.TopOrder;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the order of a table. */
final class TopOrderConverter implements ITypeConverter<TopOrder> {
    @Override
    public TopOrder convert(String word) {
        for (TopOrder order : TopOrder.values()) {
            if (order.word().equals(word)) {
                return order;
            }
        }
        throw new TypeConversionException("it must be [total], [calls], [errors] or [p99], but is [" + word + "]");
    }
}
