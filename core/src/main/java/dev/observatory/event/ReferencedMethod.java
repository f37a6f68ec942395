package dev.observatory.event;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which method a method reference means.
 *
 * <p>A serializable method reference describes itself by a {@link SerializedLambda} when it is written to an object stream. It
 * is written to one that takes the description and throws the rest away; unlike reflection, this works whatever modules are
 * closed.
 */
final class ReferencedMethod {
    private ReferencedMethod() {}

    static EventPoint eventOf(Serializable reference) {
        SerializedLambda description = describe(reference);
        String name = description.getImplMethodName();
        ClassLoader loader = reference.getClass().getClassLoader();
        Class<?> type = load(description.getImplClass().replace('/', '.'), loader);
        if (name.startsWith("lambda$")) {
            throw new IllegalArgumentException("The method reference means code that the compiler made in class ["
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
                    "The method reference [" + reference.getClass().getName() + "] does not describe itself",
                    unwritable);
        }
        throw new IllegalArgumentException("Object [" + reference.getClass().getName()
                + "] is not a method reference; use Events.of(Class, String)");
    }

    /** Takes the description, and writes something else in its place, so that captured objects are left alone. */
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
