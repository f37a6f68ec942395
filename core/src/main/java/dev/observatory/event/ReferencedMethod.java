package dev.observatory.event;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the method that a method reference refers to.
 *
 * <p>A serializable method reference is replaced by a {@link SerializedLambda} when it is written to an object stream. It is
 * written to a stream that keeps this description and discards everything else; unlike reflection, this works for closed modules.
 */
final class ReferencedMethod {
    private ReferencedMethod() {}

    static EventPoint eventOf(Serializable reference) {
        SerializedLambda description = describe(reference);
        String name = description.getImplMethodName();
        ClassLoader loader = reference.getClass().getClassLoader();
        Class<?> type = load(description.getImplClass().replace('/', '.'), loader);
        if (name.startsWith("lambda$")) {
            throw new IllegalArgumentException(
                    "The method reference refers to code that the compiler generated in class ["
                            + type.getName()
                            + "], not a method of the program: it is a lambda, or refers to a method with variable"
                            + " arguments or through super; use Events.of(Class, String) instead");
        }
        Class<?>[] parameterTypes = MethodType.fromMethodDescriptorString(description.getImplMethodSignature(), loader)
                .parameterArray();
        EventPoint event = EventLookup.find(type, name, parameterTypes);
        return description.getCapturedArgCount() == 0 ? event : event.bind(description.getCapturedArg(0));
    }

    private static Class<?> load(String name, @Nullable ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException unseen) {
            throw new IllegalArgumentException(
                    "The class [" + name + "] of the method reference is not found by its own class loader", unseen);
        }
    }

    private static SerializedLambda describe(Serializable reference) {
        try (Describer describer = new Describer()) {
            describer.writeObject(reference);
            if (describer.description != null) {
                return describer.description;
            }
        } catch (IOException unwritable) {
            throw new IllegalArgumentException(
                    "The method reference [" + reference.getClass().getName() + "] cannot be serialized", unwritable);
        }
        throw new IllegalArgumentException("Object [" + reference.getClass().getName()
                + "] is not a method reference; use Events.of(Class, String)");
    }

    /** Keeps the description and writes a placeholder instead of it, so that captured objects are not serialized. */
    private static final class Describer extends ObjectOutputStream {
        private @Nullable SerializedLambda description;

        Describer() throws IOException {
            super(OutputStream.nullOutputStream());
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object written) {
            if (written instanceof SerializedLambda found) {
                description = found;
            }
            return "";
        }
    }
}
