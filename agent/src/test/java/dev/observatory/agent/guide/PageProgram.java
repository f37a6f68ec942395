package dev.observatory.agent.guide;

import dev.observatory.agent.guide.MarkdownPage.Block;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Java blocks of one page as programs. A block that begins with an import is a program of its own. All other blocks share one
 * class, in the order of the page, so that a block can use what an earlier one declares: one that begins with an annotation or a
 * modifier declares members of that class, any other holds statements and local classes of its only method. The class also has
 * the declarations of the first page of the guide.
 *
 * @param main the name of the class of the page
 * @param sources source texts by class name
 * @param outputs what the page shows as the output of its blocks, by the number of the block
 * @param programs what the page shows as the output of programs of their own, by class name
 */
record PageProgram(
        String main, Map<String, String> sources, Map<Integer, String> outputs, Map<String, String> programs) {
    /** Printed before the output of each block, followed by its number. */
    private static final String MARK = "---- block ";

    private static final List<String> PACKAGES = List.of(
            "dev.observatory.agent",
            "dev.observatory.attribute",
            "dev.observatory.broker",
            "dev.observatory.collection",
            "dev.observatory.event",
            "dev.observatory.graph",
            "dev.observatory.hook",
            "dev.observatory.junit",
            "dev.observatory.listen",
            "dev.observatory.machine",
            "dev.observatory.progress",
            "java.nio.file",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "org.junit.jupiter.api");
    private static final Pattern MEMBERS = Pattern.compile("\\A(@\\w+\\(|static |private |public )");
    private static final Pattern TYPE = Pattern.compile("(?m)^(?:public |final )*class (\\w+)");

    /** The sources of the integrations that the pages use, which are artifacts of their own. */
    private static final String INTEGRATIONS = Stream.of("junit", "micrometer", "opentelemetry", "persistence", "slf4j")
            .map(name -> MarkdownPage.ROOT
                    .resolve("integrations/" + name + "/src/main/java")
                    .toString())
            .collect(Collectors.joining(File.pathSeparator));

    /** The programs of the README and of all pages of the guide, except its first, which declares what the others use. */
    static List<PageProgram> all() {
        return MarkdownPage.forUsers().stream()
                .filter(page -> !page.file().equals(MarkdownPage.GUIDE.resolve("README.md")))
                .map(PageProgram::of)
                .toList();
    }

    private static PageProgram of(MarkdownPage page) {
        Map<String, String> sources = new LinkedHashMap<>();
        Map<Integer, String> outputs = new LinkedHashMap<>();
        Map<String, String> programs = new LinkedHashMap<>();
        StringBuilder members = new StringBuilder();
        StringBuilder statements = new StringBuilder();
        List<Block> blocks = page.blocks();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (!block.language().equals("java")) {
                continue;
            }
            if (block.text().startsWith("import ")) {
                String name = nameOf(block);
                sources.put(name, block.text());
                outputOfProgram(blocks, i).ifPresent(output -> programs.put(name, output));
            } else if (MEMBERS.matcher(block.text()).find()) {
                members.append(block.text());
            } else {
                statements.append("System.out.println(\"" + MARK + i + "\");\n");
                statements.append(block.isNotRun() ? "if (files == null) {\n" + block.text() + "}\n" : block.text());
                if (i + 1 < blocks.size() && isOutput(blocks.get(i + 1))) {
                    outputs.put(i, blocks.get(i + 1).text());
                }
            }
        }
        sources.put(page.className(), classOf(page, members, statements));
        return new PageProgram(page.className(), sources, outputs, programs);
    }

    private static boolean isOutput(Block block) {
        return block.language().equals("text") && block.follows();
    }

    /** Commands that compile and run the program may stand between it and its output. */
    private static Optional<String> outputOfProgram(List<Block> blocks, int program) {
        return blocks.stream()
                .skip(program + 1L)
                .takeWhile(block -> !block.language().equals("java"))
                .filter(block -> block.language().equals("text"))
                .map(Block::text)
                .findFirst();
    }

    private static String nameOf(Block block) {
        Matcher type = TYPE.matcher(block.text());
        if (!type.find()) {
            throw new AssertionError("a block with imports declares no class: " + block);
        }
        return type.group(1);
    }

    private static String classOf(MarkdownPage page, CharSequence members, CharSequence statements) {
        String name = page.className();
        String imports = PACKAGES.stream()
                .map(imported -> "import " + imported + ".*;\n")
                .collect(Collectors.joining());
        String context = MarkdownPage.ofGuide("README.md").blocks("java").get(0).text();
        return imports + "class " + name + " {\n" + context + members + "void run() throws Exception {\n" + statements
                + "}\npublic static void main(String[] args) throws Exception { new " + name + "().run(); }\n}\n";
    }

    /**
     * Writes and compiles the sources of all programs together, which is much faster than one by one.
     *
     * @param folder where source and class files go
     * @return what the compiler reports; empty if there is nothing
     */
    static String compile(List<PageProgram> pages, String classPath, Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-Werror", "-proc:none", "-parameters", "-g"));
        arguments.addAll(List.of("-implicit:none", "-sourcepath", INTEGRATIONS));
        arguments.addAll(List.of("-cp", classPath, "-d", folder.toString()));
        for (PageProgram page : pages) {
            for (Map.Entry<String, String> source : page.sources().entrySet()) {
                Path file = folder.resolve(source.getKey() + ".java");
                arguments.add(Files.writeString(file, source.getValue()).toString());
            }
        }
        StringWriter report = new StringWriter();
        PrintWriter writer = new PrintWriter(report);
        int exit = ToolProvider.findFirst("javac").orElseThrow().run(writer, writer, arguments.toArray(String[]::new));
        return exit == 0 ? "" : report.toString();
    }

    /** Splits the output of the class of a page into that of its blocks. */
    static Map<Integer, String> outputsOf(String printed) {
        Map<Integer, String> outputs = new LinkedHashMap<>();
        Pattern.compile("(?ms)^" + MARK + "(\\d+)\\n(.*?)(?=^" + MARK + "|\\z)")
                .matcher(printed)
                .results()
                .forEach(block -> outputs.put(Integer.valueOf(block.group(1)), block.group(2)));
        return outputs;
    }

    @Override
    public String toString() {
        return main;
    }
}
