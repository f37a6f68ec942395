package com.acme;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** A class loader that defines the classes of some packages itself before it delegates to its parent. */
final class ChildFirst extends URLClassLoader {
    private final List<String> own;

    ChildFirst(ClassLoader parent, List<String> own, String... classPath) throws MalformedURLException {
        super(urls(classPath), parent);
        this.own = own;
    }

    private static URL[] urls(String... classPath) throws MalformedURLException {
        URL[] urls = new URL[classPath.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(classPath[i]).toUri().toURL();
        }
        return urls;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && own.stream().anyMatch(name::startsWith)) {
                loaded = findClass(name);
            }
            return loaded == null ? super.loadClass(name, resolve) : loaded;
        }
    }

    Object make(Class<?> type) throws ReflectiveOperationException {
        return loadClass(type.getName()).getConstructor().newInstance();
    }

    IntUnaryOperator bundle() throws ReflectiveOperationException {
        return (IntUnaryOperator) make(Bundle.class);
    }
}
