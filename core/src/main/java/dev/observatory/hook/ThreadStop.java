package dev.observatory.hook;

import dev.observatory.runtime.JdkTimer;

/**
 * The exception with which a program stops one of its threads, up to JDK 19. If it arrives while an observer runs, it is isolated like an
 * exception of that observer; but it belongs to the program, which would wait for the end of the thread. So it is delivered again, on the
 * way of the first time: at any moment.
 */
final class ThreadStop {
    private ThreadStop() {}

    /** Stops the current thread again if an exception that was isolated on it was made by {@code Thread.stop()}. */
    static void deliverAgain(Throwable isolated) {
        // By name, since the class is to be removed from the JDK.
        if (isolated.getClass().getName().equals("java.lang.ThreadDeath") && isOfProgram(isolated)) {
            Thread stopped = Thread.currentThread();
            JdkTimer.runInPool(() -> stop(stopped));
        }
    }

    private static boolean isOfProgram(Throwable death) {
        StackTraceElement[] madeBy = death.getStackTrace();
        return madeBy.length > 0
                && madeBy[0].getClassName().equals("java.lang.Thread")
                && madeBy[0].getMethodName().equals("stop");
    }

    private static void stop(Thread stopped) {
        try {
            Thread.class.getMethod("stop").invoke(stopped);
        } catch (ReflectiveOperationException | SecurityException refused) {
            ErrorReports.report(ObserverFailure.of("stopping thread [" + stopped.getName() + "]", stopped, refused));
        }
    }
}
