package dev.observatory.bench.program;

import java.util.function.IntUnaryOperator;

/** The shortest program that calls each of some classes' methods once. */
public final class RunWorkers {
    private RunWorkers() {}

    /**
     * Runs.
     *
     * @param args names of classes that all come to the same
     * @throws ReflectiveOperationException if one cannot be made
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        long sum = 0;
        int first = 0;
        for (String name : args) {
            IntUnaryOperator worker = (IntUnaryOperator)
                    Class.forName(name).getDeclaredConstructor().newInstance();
            int came = worker.applyAsInt(1);
            first = sum == 0 ? came : first;
            sum += came;
        }
        if (sum == 0 || sum != (long) first * args.length) {
            throw new IllegalStateException("Benchmark is wrong: sum [" + sum + "]");
        }
    }
}
