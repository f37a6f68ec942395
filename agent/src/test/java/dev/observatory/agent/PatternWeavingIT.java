package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.OrderDesk;
import dev.observatory.agent.testing.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;

/** Members that are woven because the agent's arguments name them. */
class PatternWeavingIT {
    private static final List<String> PLAIN = List.of("stored shipped 2", "nothing to ship", "shipped false");

    private static ForkedJvm.Result run(String arguments, String... programArguments) {
        return ForkedJvm.withAgent(arguments).run(OrderDesk.class.getName(), programArguments);
    }

    private static List<String> heard(String include) {
        ForkedJvm.Result result = run("include=" + include + ";verify=true;failfast=true", "all");
        assertThat(result.err()).isEmpty();
        assertThat(result.lines()).containsAll(PLAIN);
        return result.lines().stream()
                .filter(line -> !PLAIN.contains(line) && !line.startsWith("EXITED") && !line.startsWith("ABOUT"))
                .toList();
    }

    @Nested
    class Methods {

        @Test
        void areObservedLikeTaggedOnes() {
            assertThat(heard("com.acme.orders.**#place*(..)"))
                    .containsExactly(
                            "COMPLETED placeLine[tea, 1] = 1",
                            "COMPLETED placeLine[milk, 1] = 2",
                            "COMPLETED placeAll[[tea, milk]] = null");
        }

        @Test
        void areFoundInNestedClassesAndPackagesBelow() {
            assertThat(heard("com.acme.orders.**#*(*)"))
                    .anyMatch(line -> line.startsWith("COMPLETED store[shipped 2] = stored"))
                    .anyMatch(line -> line.startsWith("COMPLETED print["))
                    .noneMatch(line -> line.contains("placeLine"));
        }

        @Test
        void crashLikeTaggedOnes() {
            assertThat(heard("com.acme.orders.Order#ship"))
                    .containsExactly(
                            "COMPLETED ship[] = stored shipped 2",
                            "CRASHED ship[] ! java.lang.IllegalStateException: nothing to ship");
        }

        @Test
        void canBeFilteredAndExcluded() {
            assertThat(heard("public !getters !setters com.acme.orders.Order;exclude=com.acme.orders.*#place*"))
                    .extracting(line -> line.substring(0, line.indexOf('[')))
                    .containsExactly("COMPLETED ship", "CRASHED ship");
        }

        @Test
        void mayBeConstructors() {
            assertThat(heard("com.acme.orders.Order#new")).hasSize(2).allMatch(line -> line.startsWith("COMPLETED"));
        }

        @Test
        void areNoneIfNothingMatches() {
            assertThat(heard("com.acme.missing.**")).isEmpty();
        }
    }

    @Test
    void fieldsAreObservedLikeTaggedOnes() {
        ForkedJvm.Result result = run("fields=com.acme.orders.Order#status,com.acme.**#count", "status", "count");

        assertThat(result.lines())
                .containsExactly(
                        "count: 0 -> 1",
                        "status: new -> shipped",
                        "stored shipped 2",
                        "count: 1 -> 2",
                        "nothing to ship",
                        "shipped false");
    }

    @Nested
    class HowMany {

        @Test
        void isReportedByADryRunThatWeavesNothing() {
            ForkedJvm.Result result = run("include=com.acme.orders.**;dryrun=true", "all");

            assertThat(result.lines()).isEqualTo(PLAIN);
            assertThat(result.err()).isEqualTo("[observatory] would weave 9 methods of 3 classes\n");
        }

        @Test
        void isLimitedAndTheLimitIsSaid() {
            ForkedJvm.Result result = run("include=com.acme.orders.**;max=8", "all");

            assertThat(result.lines()).containsAll(PLAIN).anyMatch(line -> line.contains("placeLine"));
            assertThat(result.err())
                    .isEqualTo("[observatory] argument [include] selects more than [8] methods; those of class"
                            + " [com.acme.orders.store.Archive], and possibly others, are not woven;"
                            + " narrow it or raise [max]\n");
        }
    }

    @Test
    void theStatusListsEveryMemberWithItsReason() {
        ForkedJvm.Result result =
                run("include=com.acme.orders.**;exclude=com.acme.orders.**#place*;fields=com.acme.**#status", "report");

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("8 members woven and 1 skipped in 4 classes\n")
                .contains("errors of observers kept from the program: 0\nother agents on the command line: none\n")
                .contains("""
                        com.acme.orders.Order in loader [app]
                          woven    add(int)
                          woven    getStatus()
                          woven    setStatus(String)
                          woven    ship()
                          woven    status
                        """);
    }

    @Test
    void wovenClassesAreWrittenBeforeAndAfter(@TempDir Path folder) throws IOException {
        ForkedJvm.Result result = run("include=com.acme.orders.Order#ship;dump=" + folder);

        assertThat(result.lines()).isEqualTo(PLAIN);
        byte[] before = Files.readAllBytes(folder.resolve("before/com/acme/orders/Order.class"));
        byte[] after = Files.readAllBytes(folder.resolve("after/com/acme/orders/Order.class"));
        assertThat(new ClassReader(before).getClassName()).isEqualTo("com/acme/orders/Order");
        assertThat(after).hasSizeGreaterThan(before.length);
    }

    @Nested
    class BadArguments {

        @Test
        void areSaidInOneLineAndTheProgramRuns() {
            ForkedJvm.Result result = run("inclde=com.acme.**;include=com.acme.orders.Order#ship", "all");

            assertThat(result.err())
                    .isEqualTo(
                            "[observatory] argument [inclde] is not known and was ignored; did you mean [include]?\n");
            assertThat(result.lines()).contains("COMPLETED ship[] = stored shipped 2");
            assertThat(result.exit()).isZero();
        }

        @Test
        void endTheJvmWhenItIsToFailFast() {
            ForkedJvm.Result result = run("inclde=com.acme.**;failfast=true");

            assertThat(result.exit()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).endsWith("[observatory] [failfast] is set: the JVM exits now with code 1\n");
        }
    }

    @Test
    void aTaggedMemberThatCannotBeWovenEndsTheJvmWhenItIsToFailFast() {
        ForkedJvm.Result result = ForkedJvm.withAgent("failfast=true").run("com.acme.Unweavable");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("not woven: com.acme.Unweavable.").contains("the JVM exits now");
    }
}
