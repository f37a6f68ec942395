package dev.observatory.bench.soak;

import java.util.ArrayList;
import java.util.List;

/** The growth of a heap: fits a line to measurements by least squares. */
final class HeapSlope {
    private static final double MEBIBYTE = 1 << 20;
    private static final double NANOS_PER_MINUTE = 60e9;

    private final List<Double> minutes = new ArrayList<>();
    private final List<Double> mebibytes = new ArrayList<>();

    void add(long nanos, long bytes) {
        minutes.add(nanos / NANOS_PER_MINUTE);
        mebibytes.add(bytes / MEBIBYTE);
    }

    int size() {
        return minutes.size();
    }

    /** Returns the slope in MiB per minute; NaN unless there are measurements at two times. */
    double perMinute() {
        return sumOfProducts(minutes, mebibytes) / sumOfProducts(minutes, minutes);
    }

    /** Returns the standard error of {@link #perMinute()}; NaN unless there are three measurements. */
    double error() {
        double spread = sumOfProducts(minutes, minutes);
        double slope = perMinute();
        double left = sumOfProducts(mebibytes, mebibytes) - slope * slope * spread;
        return size() < 3 ? Double.NaN : Math.sqrt(Math.max(0, left) / (size() - 2) / spread);
    }

    double mean() {
        return mean(mebibytes);
    }

    private static double sumOfProducts(List<Double> some, List<Double> others) {
        double someMean = mean(some);
        double othersMean = mean(others);
        double sum = 0;
        for (int i = 0; i < some.size(); i++) {
            sum += (some.get(i) - someMean) * (others.get(i) - othersMean);
        }
        return sum;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
