package dev.observatory.agent.cli;

import java.io.Console;

/** Whether somebody looks at the output, or it goes to a file or another program. */
final class Terminal {
    private Terminal() {}

    @SuppressWarnings("SystemConsoleNull") // Before JDK 22 it is null, and after that the second question tells.
    static boolean isUsed() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From JDK 22 on there always is a console, and this tells whether it is a terminal.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException older) {
            return true;
        }
    }
}
