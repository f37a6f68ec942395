package dev.observatory.bench.attach;

import dev.observatory.bench.run.LiveProgram;
import java.io.IOException;
import java.util.List;

/** A command-line tool that attaches to a running JVM and shows calls of a method with arguments and result. */
interface AttachTool {
    /** Returns the name shown in tables. */
    String title();

    /** Returns whether this is another way to start a tool, compared only by its times to the first event. */
    default boolean isVariant() {
        return false;
    }

    /** Returns whether the tool supports this JDK. */
    boolean isAvailable();

    /**
     * Returns the command that shows calls on its standard output, prepared as far as that does not need the program.
     *
     * @param number how many commands the program has been given before
     * @param isOne whether the command is to end after the first call
     */
    List<String> watch(LiveProgram program, ToolHome home, WatchedMethod method, int number, boolean isOne)
            throws IOException, InterruptedException;

    /** Returns whether a line of the command's output is the first line of a call of the method. */
    boolean isEvent(String line, WatchedMethod method);

    /** Returns the command that removes the tool from the program; empty if it leaves on its own, or cannot. */
    List<String> leave(LiveProgram program, ToolHome home);
}
