package com.acme;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/** The same tagged class in class loaders of every kind. */
public final class Loaders {
    private Loaders() {}

    /** Takes the locations of the program's classes and of a copy of the library. */
    public static void main(String[] args) throws Exception {
        String program = args[0];
        String library = args[1];
        ClassLoader application = Loaders.class.getClassLoader();
        ChildFirst apart =
                new ChildFirst(application, List.of("com.acme.Bundle", "com.acme.Obs", "dev."), program, library);
        ChildFirst alone = new ChildFirst(ClassLoader.getPlatformClassLoader(), List.of("com.acme."), program);

        Supplier<?> here = new Observing();
        Supplier<?> there = (Supplier<?>) apart.make(Observing.class);
        IntUnaryOperator own = new Bundle();
        System.out.println(own.applyAsInt(1) + " " + apart.bundle().applyAsInt(2) + " "
                + apart.bundle().applyAsInt(3));
        System.out.println("application: " + here.get());
        System.out.println("child first: " + there.get());
        System.out.println("no delegation: " + alone.bundle().applyAsInt(4) + " "
                + alone.loadClass(Bundle.class.getName())
                        .getMethod("applyAsInt", int.class)
                        .getAnnotations()
                        .length);
        System.out.println("hidden: " + hidden().applyAsInt(5));
        own.applyAsInt(6);
        System.out.println("application: " + here.get());
        System.out.println("child first: " + there.get());
    }

    private static IntUnaryOperator hidden() throws Exception {
        try (InputStream file = Bundle.class.getResourceAsStream("Bundle.class")) {
            return (IntUnaryOperator) MethodHandles.lookup()
                    .defineHiddenClass(file.readAllBytes(), true)
                    .lookupClass()
                    .getConstructor()
                    .newInstance();
        }
    }
}
