package dev.observatory.bench.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Creates observers of one class, or of many classes with the same code, whose calls the JIT cannot predict. */
final class ObserverFactory {
    private ObserverFactory() {}

    static List<Object> ofOneClass(Class<?> type, int count) {
        return made(Collections.nCopies(count, type));
    }

    /** Defines each class in a separate loader. Hidden classes would be simpler, but reflection is slow on them. */
    static List<Object> ofDistinctClasses(Class<?> type, int count) {
        String file = type.getName().substring(type.getPackageName().length() + 1) + ".class";
        try (InputStream content = type.getResourceAsStream(file)) {
            byte[] code = content.readAllBytes();
            List<Class<?>> types = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                types.add(new OneClassLoader(type.getClassLoader()).define(type.getName(), code));
            }
            return made(types);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static final class OneClassLoader extends ClassLoader {
        OneClassLoader(ClassLoader parent) {
            super(parent);
        }

        Class<?> define(String name, byte[] code) {
            return defineClass(name, code, 0, code.length);
        }
    }

    private static List<Object> made(List<? extends Class<?>> types) {
        List<Object> objects = new ArrayList<>();
        try {
            for (Class<?> type : types) {
                objects.add(type.getDeclaredConstructor().newInstance());
            }
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
        return objects;
    }
}
