package dev.observatory.demo;

/** What {@code --help} prints. */
final class Usage {
    static final String TEXT = """
            Usage: demo [--no-agent] [FILE-OR-FOLDER...]

            Reads jars and reports what is in them: classes, packages, class-file versions, duplicates.
            While it reads, it shows live what the Observatory agent makes visible of the program.

              FILE-OR-FOLDER  a jar file, or a folder to search for *.jar with all its subfolders;
                              the local Maven repository if none is given
              --no-agent      the same program and the same census, unobserved: no live events
              --              what follows is a file or folder, even if it begins with a dash
              -h, --help      print this text

            Jars inside of jars are not opened. A jar that cannot be read is named in the census.

            Exit codes: 0 the census was taken, 2 the arguments are wrong or name no jar.""";

    private Usage() {}
}
