package dev.observatory.agent;

/** What {@code java -jar observatory-agent.jar} says: that this jar is an agent, and how to use it. */
public final class Main {
    private Main() {}

    /**
     * Prints the usage.
     *
     * @param arguments {@code --help} or nothing; anything else is an error
     */
    public static void main(String[] arguments) {
        String usage = """
                Observatory agent %s

                Makes methods tagged @Event and fields tagged @ObservableAttr observable. Start your program with

                    java -javaagent:observatory-agent.jar -jar your-program.jar
                """.formatted(version());
        if (arguments.length == 0 || (arguments.length == 1 && arguments[0].equals("--help"))) {
            System.out.print(usage);
            return;
        }
        System.err.println("Unknown argument [" + arguments[0] + "]; try --help");
        System.exit(2);
    }

    static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(unpacked)" : version;
    }
}
