package dev.observatory.bench.program;

import java.util.function.IntUnaryOperator;

/** A minimal program that calls the methods of given classes once. */
public final class RunWorkers {
    private RunWorkers() {}

    /**
     * Runs the program.
     *
     * @param args the names of classes that all compute the same result
     * @throws ReflectiveOperationException if a class cannot be instantiated
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        long sum = 0;
        int first = 0;
        for (String name : args) {
            IntUnaryOperator worker = (IntUnaryOperator)
                    Class.forName(name).getDeclaredConstructor().newInstance();
            int result = worker.applyAsInt(1);
            first = sum == 0 ? result : first;
            sum += result;
        }
        if (sum == 0 || sum != (long) first * args.length) {
            throw new IllegalStateException("Benchmark is wrong: sum [" + sum + "]");
        }
    }
}
