package com.acme;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;

/**
 * Runs another program in a class loader of which it is not known in advance whether it finds the library. Takes how it does, the locations of
 * the program's classes and of the library, separated by a comma each, the main class and its arguments.
 */
public final class Elsewhere {
    private Elsewhere() {}

    public static void main(String[] args) throws Throwable {
        String[] program = args[1].split(",");
        ClassLoader application = Elsewhere.class.getClassLoader();
        ClassLoader loader =
                switch (args[0]) {
                    case "direct" -> application;
                    case "delegating" -> new ChildFirst(application, List.of("com.acme."), program);
                    case "own" -> new ChildFirst(application, List.of("com.acme.", "dev.observatory."), program);
                    default -> new ChildFirst(ClassLoader.getPlatformClassLoader(), List.of("com.acme."), program);
                };
        try {
            loader.loadClass(args[2]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 3, args.length));
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
