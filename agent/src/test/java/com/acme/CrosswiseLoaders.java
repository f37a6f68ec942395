package com.acme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;

/**
 * Two class loaders that lock themselves as a whole, and ask each other for what they do not have. The program itself asks none for
 * anything that it does not have, so that it never locks both.
 */
public final class CrosswiseLoaders {
    private CrosswiseLoaders() {}

    /** Has one class, and delegates all others but those of the JDK to another one. */
    private static final class Plugin extends ClassLoader {
        private final String own;
        private Plugin other;

        Plugin(String own) {
            super(null);
            this.own = own;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                if (name.startsWith("java.")) {
                    return ClassLoader.getPlatformClassLoader().loadClass(name);
                }
                if (name.equals(own)) {
                    byte[] file = fileOf(name);
                    return defineClass(name, file, 0, file.length);
                }
                pause(); // So that the other one is locked by now, if another thread asks it.
                return other.loadOwn(name);
            }
        }

        private synchronized Class<?> loadOwn(String name) throws ClassNotFoundException {
            if (name.equals(own)) {
                return loadClass(name, false);
            }
            throw new ClassNotFoundException(name);
        }

        private static byte[] fileOf(String name) {
            try (InputStream in = CrosswiseLoaders.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                return in.readAllBytes();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static void pause() {
            try {
                Thread.sleep(100);
            } catch (InterruptedException toEnd) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A class of the first one. */
    public static final class First implements IntUnaryOperator {
        /** Creates it. */
        public First() {}

        @Override
        public int applyAsInt(int n) {
            return n + 1;
        }
    }

    /** A class of the second one. */
    public static final class Second implements IntUnaryOperator {
        /** Creates it. */
        public Second() {}

        @Override
        public int applyAsInt(int n) {
            return n * 2;
        }
    }

    public static void main(String[] args) throws Exception {
        Plugin first = new Plugin(First.class.getName());
        Plugin second = new Plugin(Second.class.getName());
        first.other = second;
        second.other = first;
        CyclicBarrier start = new CyclicBarrier(2);
        Thread[] threads = {started(first, start), started(second, start)};
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
        }
        boolean isDone = !threads[0].isAlive() && !threads[1].isAlive();
        System.out.println(isDone ? "done" : "the threads wait for each other");
    }

    private static Thread started(Plugin plugin, CyclicBarrier start) {
        Thread thread = new Thread(() -> {
            try {
                IntUnaryOperator code = (IntUnaryOperator)
                        plugin.loadClass(plugin.own).getDeclaredConstructor().newInstance();
                start.await();
                if (code.applyAsInt(4) < 5) {
                    throw new IllegalStateException();
                }
            } catch (Exception failure) {
                failure.printStackTrace();
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
