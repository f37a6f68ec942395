package dev.observatory.agent.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every Java block of the README and of the guide compiles, and every link of the documents leads somewhere. */
class GuideSnippetsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?://)([^)#\\s]*)(#[^)\\s]*)?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final int MOST_LINES_OF_README = 250;

    @Test
    void everyJavaBlockCompiles(@TempDir Path folder) throws IOException {
        List<PageProgram> programs = PageProgram.all();

        assertThat(PageProgram.compile(programs, System.getProperty("java.class.path"), folder))
                .isEmpty();
        assertThat(programs).hasSizeGreaterThan(12);
    }

    @Test
    void everyPageOfTheGuideIsInItsIndex() {
        String index = MarkdownPage.ofGuide("README.md").text();

        assertThat(MarkdownPage.forUsers())
                .filteredOn(page -> !page.toString().equals("README.md"))
                .allSatisfy(page -> assertThat(index).contains("](" + page + ")"));
    }

    @Test
    void everyRelativeLinkLeadsToAFileAndAHeading() throws IOException {
        List<String> broken = new ArrayList<>();
        for (MarkdownPage page : documents()) {
            Matcher link = LINK.matcher(page.text().replaceAll("(?ms)^```.*?^```$", ""));
            while (link.find()) {
                Path target = link.group(1).isEmpty()
                        ? page.file()
                        : page.file().resolveSibling(link.group(1)).normalize();
                String anchor = link.group(2);
                if (!Files.exists(target) || (anchor != null && !anchors(target).contains(anchor.substring(1)))) {
                    broken.add(page.file() + ": " + link.group());
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void theReadmeIsShort() {
        assertThat(MarkdownPage.of(MarkdownPage.README).text().lines()).hasSizeLessThanOrEqualTo(MOST_LINES_OF_README);
    }

    private static List<MarkdownPage> documents() throws IOException {
        try (Stream<Path> root = Files.list(MarkdownPage.ROOT);
                Stream<Path> docs = Files.walk(MarkdownPage.ROOT.resolve("docs"))) {
            return Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .map(MarkdownPage::of)
                    .toList();
        }
    }

    /** As GitHub makes them from headings: lower case, without punctuation, hyphens for spaces. */
    private static List<String> anchors(Path document) {
        return HEADING.matcher(MarkdownPage.of(document).text())
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
