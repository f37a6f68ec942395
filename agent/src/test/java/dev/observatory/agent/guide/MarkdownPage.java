package dev.observatory.agent.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One document, as its fenced code blocks.
 *
 * @param file the document
 * @param text its text
 */
record MarkdownPage(Path file, String text) {
    static final Path ROOT = Path.of("..");
    static final Path README = ROOT.resolve("README.md");
    static final Path GUIDE = ROOT.resolve("docs").resolve("guide");
    private static final Pattern WORD = Pattern.compile("-?([A-Za-z])([A-Za-z]*)");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");

    /**
     * One fenced code block.
     *
     * @param language the word after the opening fence
     * @param text the lines between the fences
     * @param before the text between the previous block, or the beginning of the page, and this one
     * @param line the line of the page on which the block begins
     */
    record Block(String language, String text, String before, int line) {
        /** Whether the comment before the block says that it is compiled only. */
        boolean isNotRun() {
            return before.strip().endsWith("<!-- compiled, not run -->");
        }

        /** Whether nothing but blank lines stands between this block and the previous one. */
        boolean follows() {
            return before.isBlank();
        }
    }

    static MarkdownPage of(Path file) {
        try {
            return new MarkdownPage(file, Files.readString(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The README and the pages of the guide. */
    static List<MarkdownPage> forUsers() {
        try (Stream<Path> pages = Files.list(GUIDE)) {
            return Stream.concat(
                            Stream.of(README),
                            pages.filter(page -> page.toString().endsWith(".md"))
                                    .sorted())
                    .map(MarkdownPage::of)
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher fence = FENCE.matcher(text);
        int end = 0;
        while (fence.find()) {
            int line = (int) text.substring(0, fence.start()).lines().count() + 1;
            blocks.add(new Block(fence.group(1), fence.group(2), text.substring(end, fence.start()), line));
            end = fence.end();
        }
        return blocks;
    }

    static MarkdownPage ofGuide(String name) {
        return of(GUIDE.resolve(name));
    }

    List<Block> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }

    /** A Java class name made from the name of the file. */
    String className() {
        return WORD.matcher(toString().replaceFirst("\\.md$", ""))
                        .replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT) + word.group(2))
                + "Page";
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
