package com.acme;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** A program with everything that a watch has options for. Works until its input ends. */
public final class Watched {
    /** Not of the class: that would load it in the class loader of the program too. */
    private static final String PART = "com.acme.Watched$Part";

    private static volatile long sum;

    private Watched() {}

    public static void main(String[] args) throws Exception {
        Desk desk = new Desk();
        Plan plan = new Plan$$EnhancerByCGLIB$$1();
        List<IntSupplier> parts = List.of(part("first"), part("second"));
        daemon(() -> {
            while (true) {
                work(desk, plan, parts);
                LockSupport.parkNanos(2_000_000);
            }
        });
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals("hang")) {
                daemon(() -> desk.await(new Object()));
            }
            System.out.println("sum " + sum);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "worker");
        thread.setDaemon(true);
        thread.start();
    }

    private static void work(Desk desk, Plan plan, List<IntSupplier> parts) {
        sum += desk.fill(new ArrayList<>(List.of("tea"))) + desk.total(List.of(1, 2)) + new Item("cup").size();
        sum += desk.read("x".repeat(200)) + desk.straße("é") + plan.steps();
        parts.forEach(part -> sum += part.getAsInt());
        try {
            sum += desk.fail(3);
        } catch (IllegalStateException expected) {
            sum++;
        }
    }

    /** Loads a class of its own, with the name that the other loader's class has too. */
    private static IntSupplier part(String loader) throws ReflectiveOperationException {
        return (IntSupplier)
                new PartLoader(loader).loadClass(PART).getDeclaredConstructor().newInstance();
    }

    /** Defines {@link Part} itself. */
    static final class PartLoader extends ClassLoader {
        PartLoader(String name) {
            super(name, Watched.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(PART)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }
    }

    /** Exists in two class loaders. */
    public static final class Part implements IntSupplier {
        public Part() {}

        @Override
        public int getAsInt() {
            return 1;
        }
    }

    static final class Item {
        private final String name;

        Item(String name) {
            this.name = name;
        }

        int size() {
            return name.length();
        }
    }

    static final class Desk {
        int fill(List<String> list) {
            list.add("added");
            return list.size();
        }

        int total(List<Integer> numbers) {
            Supplier<Integer> outer =
                    () -> numbers.stream().mapToInt(number -> number * 2).sum();
            return outer.get();
        }

        int read(String text) {
            return text.length();
        }

        int fail(int code) {
            throw new IllegalStateException("no " + code);
        }

        int straße(String letter) {
            return letter.length();
        }

        /** Does not return. */
        void await(Object blocker) {
            synchronized (blocker) {
                while (true) {
                    LockSupport.park(blocker);
                }
            }
        }
    }

    /** Has more methods that cannot be woven than are listed. */
    abstract static class Plan {
        abstract int one();

        abstract int two();

        abstract int three();

        abstract int four();

        abstract int five();

        abstract int six();

        int steps() {
            return one() + six();
        }
    }

    /** Named as a generator would do. */
    static final class Plan$$EnhancerByCGLIB$$1 extends Plan {
        @Override
        int one() {
            return 1;
        }

        @Override
        int two() {
            return 2;
        }

        @Override
        int three() {
            return 3;
        }

        @Override
        int four() {
            return 4;
        }

        @Override
        int five() {
            return 5;
        }

        @Override
        int six() {
            return 6;
        }
    }
}
