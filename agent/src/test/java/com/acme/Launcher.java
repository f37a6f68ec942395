package com.acme;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Starts a program in a separate class loader that delegates to its parent first, like some packaged programs. */
public final class Launcher {
    private Launcher() {}

    /**
     * Runs the program.
     *
     * @param args the locations of the program and its libraries, and its main class last
     */
    public static void main(String[] args) throws Exception {
        URL[] classPath = new URL[args.length - 1];
        for (int i = 0; i < classPath.length; i++) {
            classPath[i] = Path.of(args[i]).toUri().toURL();
        }
        URLClassLoader loader = new URLClassLoader("program", classPath, Launcher.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        loader.loadClass(args[args.length - 1])
                .getMethod("main", String[].class)
                .invoke(null, (Object) new String[0]);
    }
}
