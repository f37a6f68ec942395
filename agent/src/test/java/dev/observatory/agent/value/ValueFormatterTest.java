package dev.observatory.agent.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Account;
import com.acme.Hostile;
import java.io.File;
import java.lang.reflect.Executable;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings({"JavaUtilDate", "JdkObsolete", "UnnecessaryStringBuilder", "InfiniteRecursion", "UnusedVariable"})
class ValueFormatterTest {
    private final ValueFormatter values = ValueFormatter.of(RedactionRules.standard());

    private AbstractStringAssert<?> assertText(Object value) {
        // Identities differ from run to run.
        return assertThat(values.of(value).replaceAll("@[0-9a-f]+", "@…"));
    }

    @Nested
    class OfValuesOfTheJdk {
        @Test
        void isFormattedAsInSource() {
            assertText(null).isEqualTo("null");
            assertText("a\n\"b\"").isEqualTo("\"a\\n\\\"b\\\"\"");
            assertText('\u001b').isEqualTo("'\\u001b'");
            assertText(1).isEqualTo("1");
            assertText(1L).isEqualTo("1");
            assertText(1.5).isEqualTo("1.5");
            assertText(true).isEqualTo("true");
            assertText(TimeUnit.DAYS).isEqualTo("DAYS");
            assertText(new StringBuilder("built")).isEqualTo("\"built\"");
        }

        @Test
        void isFormattedByTheJdk() {
            UUID id = UUID.fromString("00000000-0000-0001-0000-000000000002");
            assertText(id).isEqualTo(id.toString());
            assertText(new BigDecimal("1.50")).isEqualTo("1.50");
            assertText(BigInteger.TWO).isEqualTo("2");
            assertText(Duration.ofMillis(1500)).isEqualTo("PT1.5S");
            assertText(LocalDate.of(2026, 1, 2)).isEqualTo("2026-01-02");
            assertText(new Date(0)).isEqualTo(Instant.EPOCH.toString());
            assertText(URI.create("http://localhost/x")).isEqualTo("http://localhost/x");
            assertText(new File("a.txt")).isEqualTo("a.txt");
            assertText(Path.of("a", "b.txt")).isEqualTo(Path.of("a", "b.txt").toString());
            assertText(String.class).isEqualTo("java.lang.String");
            assertText(new AtomicInteger(7)).isEqualTo("7");
            assertText(OptionalInt.of(7)).isEqualTo("OptionalInt[7]");
            assertText(Thread.currentThread()).startsWith("Thread[");
        }

        @Test
        void isShortForHugeNumbers() {
            assertText(BigInteger.ONE.shiftLeft(100_000_000)).isEqualTo("BigInteger of 100000001 bits");
            assertText(new BigDecimal(BigInteger.ONE.shiftLeft(5000), 3)).isEqualTo("BigDecimal of 5001 bits");
        }

        @Test
        void opensHoldersOfOneValue() {
            assertText(Optional.of("x")).isEqualTo("Optional[\"x\"]");
            assertText(new AtomicReference<>(List.of(1))).isEqualTo("AtomicReference[[1]]");
            assertText(Map.entry("a", 1)).isEqualTo("\"a\"=1");
            assertText(new AbstractMap.SimpleEntry<>("token", 1)).isEqualTo("\"token\"=(redacted)");
            assertText(new CompletableFuture<>()).isEqualTo("CompletableFuture[pending]");
            assertText(CompletableFuture.failedFuture(new Hostile.TouchyException()))
                    .isEqualTo("CompletableFuture[failed]");
        }

        @Test
        void isClassAndIdentityOtherwise() {
            assertText(new Object()).isEqualTo("Object@…");
            assertText(new Vector<>(List.of(1))).isEqualTo("Vector@…");
            assertText(Collections.synchronizedMap(new HashMap<>())).isEqualTo("Collections$SynchronizedMap@…");
        }
    }

    @Nested
    class OfContainers {
        @Test
        void isTheirElements() {
            assertText(new int[] {1, 2}).isEqualTo("[1, 2]");
            assertText(new Object[] {"a", null, new long[] {3}}).isEqualTo("[\"a\", null, [3]]");
            assertText(List.of(1, 2, 3)).isEqualTo("[1, 2, 3]");
            assertText(new ArrayList<>(Arrays.asList("a", null))).isEqualTo("[\"a\", null]");
            assertText(new ArrayDeque<>(List.of(1))).isEqualTo("[1]");
            assertText(new TreeSet<>(Set.of("b", "a"))).isEqualTo("[\"a\", \"b\"]");
            assertText(new TreeMap<>(Map.of("b", 2, "a", 1))).isEqualTo("{\"a\"=1, \"b\"=2}");
            assertText(new ConcurrentHashMap<>(Map.of(1, 'x'))).isEqualTo("{1='x'}");
            assertText(new LinkedHashMap<>(Map.of("k", 1)).keySet()).isEqualTo("[\"k\"]");
            assertText(new HashMap<>(Map.of("k", 1)).entrySet()).isEqualTo("[\"k\"=1]");
            assertText(List.of()).isEqualTo("[]");
        }

        @Test
        void redactsValuesOfSecretKeys() {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("user", "Ada");
            map.put("X-Api-Key", "k");
            map.put("nested", Map.of("password", "p"));

            assertText(map)
                    .isEqualTo("{\"user\"=\"Ada\", \"X-Api-Key\"=(redacted), \"nested\"={\"password\"=(redacted)}}");
        }

        @Test
        void hidesCharacterArraysThatMayBePasswords() {
            assertText("hunter2".toCharArray()).isEqualTo("char[7]");
        }

        @Test
        void isCutAtAHundredElements() {
            assertText(Collections.nCopies(101, 1)).endsWith("1, 1, … of 101]").hasSize(3 * 100 + 10);
            assertText(Collections.nCopies(100, 1)).endsWith("1, 1]").hasSize(3 * 100);
            assertText(new byte[1_000_000]).endsWith("0, … of 1000000]");
        }

        @Test
        void isCutAtTheThirdLevel() {
            Object[] inner = {1};

            assertText(List.of(List.of(List.of(1)))).isEqualTo("[[[1]]]");
            assertText(List.of(List.of(List.of((Object) inner)))).isEqualTo("[[[Object[]@…]]]");
        }

        @Test
        void marksWhereAValueContainsItself() {
            List<Object> list = new ArrayList<>();
            list.add(list);
            Object[] array = new Object[1];
            array[0] = List.of(array[0] == null ? "x" : array, array);

            assertText(list).isEqualTo("[ArrayList@… again]");
            assertText(array).isEqualTo("[[\"x\", Object[]@… again]]");
        }

        @Test
        void isBoundedAsAWhole() {
            Object strings = Collections.nCopies(100, "x".repeat(300));
            Object huge = Collections.nCopies(100, Collections.nCopies(100, strings));

            assertThat(values.of(huge))
                    .hasSizeBetween(ValueLimits.DEFAULT.totalCharacters(), ValueLimits.DEFAULT.totalCharacters() + 400);
        }

        @Test
        @Timeout(60)
        void isFormattedWhileOtherThreadsChangeIt() throws InterruptedException {
            List<Object> list = new ArrayList<>(Collections.nCopies(50, 1));
            Map<Object, Object> map = new HashMap<>(Map.of(1, 1));
            CountDownLatch done = new CountDownLatch(1);
            Thread changer = new Thread(() -> {
                for (int i = 0; done.getCount() > 0; i++) {
                    list.add(i);
                    map.put(i % 1000, i);
                    if (i % 100 == 0) {
                        list.clear();
                        map.clear();
                    }
                }
            });
            changer.start();
            for (int i = 0; i < 20_000; i++) {
                assertThat(values.of(list)).startsWith("[").endsWith("]");
                assertThat(values.of(map)).startsWith("{").endsWith("}");
            }
            done.countDown();
            changer.join();
        }
    }

    @Nested
    class OfStrings {
        @Test
        void isCutAtTheLimit() {
            assertText("x".repeat(255)).isEqualTo("\"" + "x".repeat(255) + "\"");
            assertText("x".repeat(300)).isEqualTo("\"" + "x".repeat(255) + "\"… of 300");
        }
    }

    @Nested
    class OfObjects {
        @Test
        void isTheirFieldsWithoutSecrets() {
            assertText(new Account())
                    .isEqualTo("Account@…{owner=\"Ada\", password=(redacted), iban=(redacted),"
                            + " headers={\"Authorization\"=(redacted)}}");
            assertText(new Account.Card("Ada", "4111", 1234))
                    .isEqualTo("Account$Card[holder=\"Ada\", number=(redacted), pin=(redacted)]");
        }

        @Test
        void isRedactedForInstancesOfATaggedClass() {
            assertText(List.of(new Account.Envelope(), new Account.SealedEnvelope()))
                    .isEqualTo("[(redacted), (redacted)]");
        }

        @Test
        void isCutAtTwentyFields() {
            assertText(new ManyFields())
                    .startsWith("ValueFormatterTest$ManyFields@…{f0=0, f1=0")
                    .endsWith("f19=0, …}");
        }

        @Test
        void isTheirClassIfNoFieldsAreReadable() {
            Runnable lambda = () -> {};
            Object proxy = Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Runnable.class}, (self, method, args) -> {
                        throw new AssertionError("called");
                    });

            assertText(lambda)
                    .startsWith("ValueFormatterTest$OfObjects$$Lambda")
                    .doesNotContain("{");
            assertText(proxy).matches("\\$Proxy\\d+@…");
        }
    }

    private static class Ten {
        int f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20;
    }

    private static final class ManyFields extends Ten {
        int f0, f1, f2, f3, f4, f5, f6, f7, f8, f9;
    }

    @Nested
    class OfHostileValues {
        @BeforeEach
        void noCodeOfTheirsHasRun() {
            Hostile.CALLS.set(0);
        }

        @Test
        void executesNoneOfTheirCode() {
            assertText(new Hostile.Touchy()).isEqualTo("Hostile$Touchy@…{size=3}");
            assertText(new Hostile.TouchyList()).isEqualTo("Hostile$TouchyList@…");
            assertText(new Hostile.TouchyArrayList()).isEqualTo("Hostile$TouchyArrayList@…{label=\"mine\"}");
            assertText(new Hostile.TouchyRecord(1, new Hostile.Touchy()))
                    .isEqualTo("Hostile$TouchyRecord[x=1, inner=Hostile$Touchy@…{size=3}]");
            assertText(Hostile.TouchyConstant.ONE).isEqualTo("ONE");
            assertText(new Hostile.TouchyException())
                    .isEqualTo("com.acme.Hostile$TouchyException (its message is computed by code of the program)");
            assertText(new Hostile.Endless()).isEqualTo("Hostile$Endless@…");
            assertText(Collections.unmodifiableList(new Hostile.TouchyList()))
                    .isEqualTo("Collections$UnmodifiableList@…");
            assertText(new TreeSet<>(new Hostile.TouchyComparator())).isEqualTo("TreeSet@…");
            assertText(List.of(new Hostile.Touchy())).isEqualTo("[Hostile$Touchy@…{size=3}]");

            assertThat(Hostile.CALLS).hasValue(0);
        }

        @Test
        void callsToStringOnlyIfConfigured() {
            ValueFormatter unsafe = ValueFormatter.unsafe(RedactionRules.standard());

            assertThat(unsafe.of(List.of(1, "a\n"))).isEqualTo("[1, a\\n]");
            assertThat(unsafe.of(new Hostile.Touchy()))
                    .matches("Hostile\\$Touchy@\\w+ \\(its toString failed: java.lang.IllegalStateException\\)");
            assertThat(unsafe.of(new Hostile.Endless()))
                    .matches("Hostile\\$Endless@\\w+ \\(its toString failed: java.lang.StackOverflowError\\)");
            assertThat(unsafe.named("password", "p")).isEqualTo("(redacted)");
        }

        @Test
        void isFormattedAtTheEndOfTheStack() {
            List<String> texts = new ArrayList<>();
            Account account = Account.SHARED;

            deepen(texts, account);

            assertThat(texts)
                    .isNotEmpty()
                    .allMatch(text -> text.contains("Account") || text.contains("could not be read"));
            assertText(new Account()).startsWith("Account@…{owner=\"Ada\"");
        }

        /** Formats at every depth, from the end of the stack upwards. */
        private void deepen(List<String> texts, Account account) {
            try {
                deepen(texts, account);
            } catch (StackOverflowError end) {
                // Goes on below, one frame further up.
            }
            if (texts.size() < 200) {
                try {
                    texts.add(values.of(account));
                } catch (StackOverflowError noRoomEvenToBegin) {
                    // Nothing was begun.
                }
            }
        }
    }

    @Nested
    class OfCalls {
        private final Executable login = method("login", String.class, String.class, String.class, int.class);

        private static Executable method(String name, Class<?>... parameters) {
            try {
                return Account.class.getMethod(name, parameters);
            } catch (NoSuchMethodException impossible) {
                throw new AssertionError(impossible);
            }
        }

        private Map<String, Object> byName(String... names) {
            Object[] args = {"ada", "hunter2", "blue", 1};
            Map<String, Object> byName = new LinkedHashMap<>();
            for (int i = 0; i < names.length; i++) {
                byName.put(names[i], args[i]);
            }
            return byName;
        }

        @Test
        void formatsArgumentsAndRedactsThoseThatAreSecretByNameOrTag() {
            assertThat(values.arguments(login, byName("user", "passwd", "answer", "attempts")))
                    .hasToString("{user=\"ada\", passwd=(redacted), answer=(redacted), attempts=1}");
            assertThat(values.arguments(login, byName("arg0", "arg1", "arg2", "arg3")))
                    .as("names that are missing in the class file cannot be secret")
                    .hasToString("{arg0=\"ada\", arg1=\"hunter2\", arg2=(redacted), arg3=1}");
            assertThat(values.arguments(null, Map.of("token", 1))).hasToString("{token=(redacted)}");
        }

        @Test
        void findsTagsOfParametersAfterThoseAddedByTheCompiler() throws NoSuchMethodException {
            Executable constructor = Account.Statement.class.getConstructor(Account.class, String.class);
            Map<String, Object> arguments = new LinkedHashMap<>();
            arguments.put("this$0", 1);
            arguments.put("line", "secret");

            assertThat(values.arguments(constructor, arguments)).hasToString("{this$0=1, line=(redacted)}");
        }

        @Test
        void formatsTheResultUnlessTheMethodIsTaggedOrHasASecretName() {
            assertThat(values.result(login, "ok")).isEqualTo("\"ok\"");
            assertThat(values.result(method("friends"), List.of("Bob"))).isEqualTo("(redacted)");
            assertThat(values.result(method("newToken"), "t0k3n")).isEqualTo("(redacted)");
            assertThat(values.result(null, 1)).isEqualTo("1");
        }

        @Test
        void formatsAssignedValuesUnlessTheFieldIsSecret() throws NoSuchFieldException {
            assertThat(values.assigned(Account.class.getField("owner"), "Ada")).isEqualTo("\"Ada\"");
            assertThat(values.assigned(Account.class.getField("password"), "p")).isEqualTo("(redacted)");
            assertThat(values.assigned(Account.class.getField("iban"), "DE02")).isEqualTo("(redacted)");
        }

        @Test
        void formatsTagsByKey() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("asset\n", "a");
            facts.put("session", "s");

            assertThat(values.facts(facts)).hasToString("{asset\\n=\"a\", session=(redacted)}");
        }
    }

    @Nested
    class OfFrameworks {
        private static Object made(String name) throws ReflectiveOperationException {
            return new ByteBuddy()
                    .subclass(Object.class)
                    .name(name)
                    .defineField("inside", String.class, Visibility.PUBLIC)
                    .make()
                    .load(ValueFormatterTest.class.getClassLoader(), ClassLoadingStrategy.Default.WRAPPER)
                    .getLoaded()
                    .getConstructor()
                    .newInstance();
        }

        @Test
        void facadesAppearByIdentity() throws ReflectiveOperationException {
            assertText(made("org.apache.catalina.connector.RequestFacade")).isEqualTo("RequestFacade@…");
            assertText(made("com.acme.RequestFacade")).isEqualTo("RequestFacade@…{inside=null}");
        }

        @Test
        void theLastArgumentOfASuspendingFunctionIsLeftOut() throws ReflectiveOperationException {
            Class<?> continuation = new ByteBuddy()
                    .makeInterface()
                    .name("kotlin.coroutines.Continuation")
                    .make()
                    .load(null, ClassLoadingStrategy.Default.WRAPPER)
                    .getLoaded();
            Object step = Proxy.newProxyInstance(
                    continuation.getClassLoader(), new Class<?>[] {continuation}, (proxy, method, args) -> null);
            Map<String, Object> compiled = new LinkedHashMap<>();
            compiled.put("id", 7);
            compiled.put("arg1", step);
            Map<String, Object> named = new LinkedHashMap<>();
            named.put("id", 7);
            named.put("$completion", null);
            Map<String, Object> first = new LinkedHashMap<>();
            first.put("arg0", step);
            first.put("id", 7);

            assertThat(values.arguments(null, compiled)).containsExactly(Map.entry("id", "7"));
            assertThat(values.arguments(null, named)).containsExactly(Map.entry("id", "7"));
            assertThat(values.arguments(null, first)).containsKeys("arg0", "id");
        }
    }
}
