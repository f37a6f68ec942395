package dev.observatory.bench.woven;

import dev.observatory.event.Event;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;

/**
 * Measures the first execution of woven methods: 2,000 tagged methods of 100 classes, each called twice.
 *
 * <p>Runs with and without the agent; the difference between the first rounds, divided by 2,000, is the cost of linking one
 * method.
 */
public final class LinkCost {
    private static final int CLASSES = 100;
    private static final int METHODS = 20;

    private LinkCost() {}

    /**
     * Prints the nanoseconds that each round took.
     *
     * @param args ignored
     * @throws Exception if a class cannot be generated
     */
    public static void main(String[] args) throws Exception {
        List<Runnable> callers = new ArrayList<>();
        for (int i = 0; i < CLASSES; i++) {
            callers.add(caller(makeClass(i)));
        }
        long[] rounds = new long[2];
        for (int round = 0; round < rounds.length; round++) {
            long start = System.nanoTime();
            callers.forEach(Runnable::run);
            rounds[round] = System.nanoTime() - start;
        }
        System.out.println(rounds[0] / (CLASSES * METHODS) + " " + rounds[1] / (CLASSES * METHODS));
    }

    private static Class<?> makeClass(int number) {
        DynamicType.Builder<Object> type =
                new ByteBuddy().subclass(Object.class).name("generated.Linked" + number);
        for (int m = 0; m < METHODS; m++) {
            type = type.defineMethod("m" + m, Object.class, Modifier.PUBLIC | Modifier.STATIC)
                    .intercept(FixedValue.nullValue())
                    .annotateMethod(
                            AnnotationDescription.Builder.ofType(Event.class).build());
        }
        return type.make()
                .load(LinkCost.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
                .getLoaded();
    }

    /**
     * Calls through handles, since a woven caller would be linked too; warm-up ensures that only the methods' links are
     * measured.
     */
    private static Runnable caller(Class<?> type) throws Exception {
        List<MethodHandle> handles = new ArrayList<>();
        for (int m = 0; m < METHODS; m++) {
            handles.add(MethodHandles.publicLookup().findStatic(type, "m" + m, MethodType.methodType(Object.class)));
        }
        return () -> {
            for (MethodHandle handle : handles) {
                try {
                    if (handle.invoke() != null) {
                        throw new IllegalStateException("Benchmark is wrong: a result is not null");
                    }
                } catch (Throwable failure) {
                    throw new IllegalStateException(failure);
                }
            }
        };
    }
}
