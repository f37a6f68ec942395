package dev.observatory.demo;

/** The text that {@code --help} prints. */
final class Usage {
    static final String TEXT = """
            Usage: demo [--no-agent] [FILE-OR-FOLDER...]

            Reads jars and reports their contents: classes, packages, class-file versions, duplicates.
            With the Observatory agent, it shows live events of the program while it reads.

              FILE-OR-FOLDER  a jar file, or a folder to search for *.jar, including subfolders;
                              default: the local Maven repository
              --no-agent      the same census without live events
              --              end of options: all further arguments are files or folders
              -h, --help      print this text

            Jars inside jars are not opened. Jars that cannot be read are listed in the census.

            Exit codes: 0 the census was taken, 2 the arguments are invalid or select no jar.""";

    private Usage() {}
}
