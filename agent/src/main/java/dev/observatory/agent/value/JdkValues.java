package dev.observatory.agent.value;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Formats values of JDK classes: without code of the program, without locks, and as short texts. */
final class JdkValues {
    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();
    private static final int MAX_BITS = 1 << 10;

    /** Classes, by exact name, whose {@code toString} executes JDK code only and is short. */
    private static final Set<String> SELF_FORMATTING = Set.of(
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.reflect.Method",
            "java.lang.reflect.Constructor",
            "java.lang.reflect.Field",
            "java.net.Inet4Address",
            "java.net.Inet6Address",
            "java.net.InetSocketAddress",
            "java.net.URI",
            "java.time.DayOfWeek",
            "java.time.Duration",
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.Month",
            "java.time.MonthDay",
            "java.time.OffsetDateTime",
            "java.time.OffsetTime",
            "java.time.Period",
            "java.time.Year",
            "java.time.YearMonth",
            "java.time.ZonedDateTime",
            "java.time.ZoneOffset",
            "java.time.ZoneRegion",
            "java.util.Currency",
            "java.util.Locale",
            "java.util.OptionalDouble",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.UUID",
            "java.util.concurrent.atomic.AtomicBoolean",
            "java.util.concurrent.atomic.AtomicInteger",
            "java.util.concurrent.atomic.AtomicLong",
            "java.util.concurrent.atomic.LongAdder",
            "sun.nio.fs.UnixPath",
            "sun.nio.fs.WindowsPath",
            "jdk.nio.zipfs.ZipPath");

    private JdkValues() {}

    /** Returns the text, neither escaped nor cut; null if the value is of another class. */
    static @Nullable String textOf(Object value) {
        if (value instanceof Thread thread) {
            return "Thread[" + thread.getName() + "]";
        }
        if (!isOfJdk(value.getClass())) {
            return null;
        }
        String name = value.getClass().getName();
        if (SELF_FORMATTING.contains(name)) {
            return value.toString();
        }
        return switch (name) {
            case "java.math.BigInteger" -> number((BigInteger) value);
            case "java.math.BigDecimal" -> number((BigDecimal) value);
            case "java.io.File" -> ((File) value).getPath();
            case "java.util.regex.Pattern" -> ((Pattern) value).pattern();
            case "java.lang.Class" -> ((Class<?>) value).getName();
            case "java.util.concurrent.CompletableFuture" -> state((CompletableFuture<?>) value);
            case "java.util.Date", "java.sql.Date", "java.sql.Time", "java.sql.Timestamp" -> instantOf((Date) value);
            default -> null;
        };
    }

    /** Returns whether a class was loaded by a class loader of the JDK. */
    static boolean isOfJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == PLATFORM;
    }

    /** Not {@code toString}, which uses the default time zone; that may be of a class of the program. */
    @SuppressWarnings("JavaUtilDate")
    private static String instantOf(Date date) {
        return Instant.ofEpochMilli(date.getTime()).toString();
    }

    private static String state(CompletableFuture<?> future) {
        String state = !future.isDone() ? "pending" : future.isCompletedExceptionally() ? "failed" : "done";
        return "CompletableFuture[" + state + "]";
    }

    private static String number(BigInteger number) {
        return number.bitLength() > MAX_BITS ? "BigInteger of " + number.bitLength() + " bits" : number.toString();
    }

    private static String number(BigDecimal number) {
        return number.unscaledValue().bitLength() > MAX_BITS
                ? "BigDecimal of " + number.unscaledValue().bitLength() + " bits"
                : number.toString();
    }
}
