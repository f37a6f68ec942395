package dev.observatory.bench.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes objects of one class, or of many classes with the same code, between which the JIT cannot guess. */
final class Copies {
    private Copies() {}

    static List<Object> ofOneClass(Class<?> type, int count) {
        return made(Collections.nCopies(count, type));
    }

    static List<Object> ofDistinctClasses(Class<?> type, int count) {
        try (InputStream file = type.getResourceAsStream(
                type.getName().substring(type.getPackageName().length() + 1) + ".class")) {
            byte[] code = file.readAllBytes();
            List<Class<?>> types = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                types.add(MethodHandles.lookup().defineHiddenClass(code, true).lookupClass());
            }
            return made(types);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
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
