package dev.observatory.agent.bytecode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Reads the attributes of an annotation that are present in a class file into a map of JDK types: constants of enums and types as their
 * names, arrays as lists, nested annotations as maps.
 */
final class AnnotationValues extends AnnotationVisitor {
    /** Null for the elements of an array. */
    private final @Nullable Map<String, Object> values;

    private final List<Object> elements;

    private AnnotationValues(@Nullable Map<String, Object> values, List<Object> elements) {
        super(Opcodes.ASM9);
        this.values = values;
        this.elements = elements;
    }

    static AnnotationValues into(Map<String, Object> values) {
        return new AnnotationValues(values, List.of());
    }

    private void put(@Nullable String attribute, Object value) {
        if (values == null) {
            elements.add(value);
        } else if (attribute != null) {
            values.put(attribute, value);
        }
    }

    @Override
    public void visit(@Nullable String attribute, Object value) {
        put(attribute, value instanceof Type type ? type.getClassName() : value);
    }

    @Override
    public void visitEnum(@Nullable String attribute, String descriptor, String constant) {
        put(attribute, constant);
    }

    @Override
    public AnnotationVisitor visitAnnotation(@Nullable String attribute, String descriptor) {
        Map<String, Object> nested = new LinkedHashMap<>();
        put(attribute, nested);
        return into(nested);
    }

    @Override
    public AnnotationVisitor visitArray(@Nullable String attribute) {
        List<Object> array = new ArrayList<>();
        put(attribute, array);
        return new AnnotationValues(null, array);
    }
}
