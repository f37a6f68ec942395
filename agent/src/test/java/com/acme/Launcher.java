package com.acme;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Starts a program in a class loader of its own that asks its parents first, as some packed programs are. */
public final class Launcher {
    private Launcher() {}

    /**
     * Runs.
     *
     * @param args where the program and its libraries lie, and its main class last
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
