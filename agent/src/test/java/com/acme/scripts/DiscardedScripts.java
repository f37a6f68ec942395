package com.acme.scripts;

import dev.observatory.event.EventStatus;
import dev.observatory.event.Events;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Runs many classes of different names once each, every one in a class loader of its own that is then discarded. */
public final class DiscardedScripts {
    private static final String TEMPLATE = "Script00000000";

    private DiscardedScripts() {}

    private static final class OneClass extends ClassLoader {
        private OneClass() {
            super(DiscardedScripts.class.getClassLoader());
        }

        private IntSupplier create(String name, byte[] file) throws ReflectiveOperationException {
            return (IntSupplier) defineClass(name, file, 0, file.length)
                    .getDeclaredConstructor()
                    .newInstance();
        }
    }

    public static void main(String[] args) throws IOException, ReflectiveOperationException, InterruptedException {
        int count = Integer.parseInt(args[1]);
        if (args[0].equals("heard")) {
            AtomicInteger heard = new AtomicInteger();
            Events.any(EventStatus.COMPLETED).connect(data -> heard.incrementAndGet());
            for (int i = 0; i < count; i++) {
                run(i, 1);
                if (i % 40 == 39) {
                    System.gc();
                }
            }
            System.out.println("heard " + heard);
            return;
        }
        run(0, 2_000);
        long before = usedHeap();
        run(10_000, count);
        System.out.println("bytes per class " + (usedHeap() - before) / count);
    }

    private static void run(int first, int count) throws IOException, ReflectiveOperationException {
        String template;
        try (InputStream in = DiscardedScripts.class.getResourceAsStream(TEMPLATE + ".class")) {
            template = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        for (int i = first; i < first + count; i++) {
            String name = String.format("Script%08d", i);
            byte[] file = template.replace(TEMPLATE, name).getBytes(StandardCharsets.ISO_8859_1);
            if (new OneClass().create("com.acme.scripts." + name, file).getAsInt() != 7) {
                throw new AssertionError(name);
            }
        }
    }

    private static long usedHeap() throws InterruptedException {
        for (int i = 0; i < 8; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
