package dev.observatory.runtime;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes class loaders that the program has closed: those of applications that were stopped, of plug-ins that were removed. The JDK
 * has no method for that. A closed {@link URLClassLoader} finds no resource any more, not even those that are where its classes came from.
 *
 * <p>Only class loaders whose resources the JDK looks up are recognized, so that no code of the program is called.
 */
final class ClosedLoaders {
    private ClosedLoaders() {}

    /**
     * Returns whether {@link #isClosed} can give an answer for the class loader of a class.
     *
     * @param type the class
     * @return false for the class loaders of the JDK, for example
     */
    static boolean isRecognizable(Class<?> type) {
        try {
            return recognizable(type) != null;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unknown) {
            return false;
        }
    }

    /** Returns the class loader of a class, if it looks up its resources where the class came from. */
    private static @Nullable URLClassLoader recognizable(Class<?> type) throws ReflectiveOperationException {
        if (!(type.getClassLoader() instanceof URLClassLoader loader)
                || overrides(loader, "findResource", String.class)
                || overrides(loader, "getURLs")) {
            return null;
        }
        URL location = locationOf(type);
        return location == null || !searches(loader, location) ? null : loader;
    }

    /**
     * Returns whether the class loader of a class is closed.
     *
     * @param type the class
     * @return false also if that cannot be found out
     */
    static boolean isClosed(Class<?> type) {
        try {
            URLClassLoader urls = recognizable(type);
            URL location = locationOf(type);
            if (urls == null || location == null) {
                return false;
            }
            File origin = new File(location.toURI());
            if (origin.isDirectory()) {
                return urls.findResource("") == null;
            }
            String file = type.getName().replace('.', '/') + ".class";
            return urls.findResource(file) == null && contains(origin, file);
        } catch (IOException
                | ReflectiveOperationException
                | URISyntaxException
                | RuntimeException
                | LinkageError unknown) {
            return false;
        }
    }

    private static boolean overrides(ClassLoader loader, String method, Class<?>... parameterTypes)
            throws ReflectiveOperationException {
        return loader.getClass().getMethod(method, parameterTypes).getDeclaringClass() != URLClassLoader.class;
    }

    /** Returns the file or the folder that a class came from; null if it is none, or unknown. */
    private static @Nullable URL locationOf(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        URL location = source == null ? null : source.getLocation();
        return location == null || !location.getProtocol().equals("file") ? null : location;
    }

    /** Compares texts: the comparison of URLs may use the network. */
    private static boolean searches(URLClassLoader loader, URL location) {
        String wanted = location.toExternalForm();
        for (URL each : loader.getURLs()) {
            if (each.toExternalForm().equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a jar still has a file. A class that was generated, and only claims to come from there, has none. */
    private static boolean contains(File jar, String file) throws IOException {
        if (!jar.isFile()) {
            return false;
        }
        try (ZipFile opened = new ZipFile(jar)) {
            return opened.getEntry(file) != null;
        }
    }
}
