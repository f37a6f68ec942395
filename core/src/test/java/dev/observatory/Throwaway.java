package dev.observatory;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;

/** Loads a test's class again, in a class loader that no other code holds. */
public final class Throwaway {
    private Throwaway() {}

    /** Returns the class as defined by a new loader; all other classes come from the class's own loader. */
    public static Class<?> load(Class<?> type) throws IOException, ReflectiveOperationException {
        byte[] bytes;
        try (InputStream file = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            bytes = file.readAllBytes();
        }
        return new Loader(type, bytes).loadClass(type.getName());
    }

    public static Object instanceOf(Class<?> type) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    private static final class Loader extends ClassLoader {
        private final String name;
        private final byte[] bytes;

        Loader(Class<?> type, byte[] bytes) {
            super(type.getClassLoader());
            this.name = type.getName();
            this.bytes = bytes;
        }

        @Override
        protected Class<?> loadClass(String wanted, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(wanted)) {
                Class<?> loaded = findLoadedClass(wanted);
                if (loaded != null) {
                    return loaded;
                }
                return wanted.equals(name)
                        ? defineClass(name, bytes, 0, bytes.length)
                        : super.loadClass(wanted, resolve);
            }
        }
    }
}
