package dev.observatory.agent.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.event.Events;
import dev.observatory.runtime.Requirement;
import dev.observatory.weave.AgentBridge;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class LibraryInstanceTest {
    private static final LibraryInstance OWN = new LibraryInstance(AgentBridge.class);

    /** The methods of a view that take nothing and are its own. */
    private static void readAll(Record view) throws ReflectiveOperationException {
        List<String> components = Arrays.stream(view.getClass().getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        for (var method : view.getClass().getDeclaredMethods()) {
            boolean isFact = method.getParameterCount() == 0
                    && !components.contains(method.getName())
                    && !List.of("hashCode", "toString").contains(method.getName());
            if (isFact) {
                method.invoke(view);
            }
        }
    }

    @Test
    void everyFactOfACallIsProvidedByTheLibrary() throws Exception {
        List<CallView> seen = new ArrayList<>();

        try (AutoCloseable all = OWN.observeCalls(Requirement.ALL, begun -> seen::add)) {
            assertThat(all).isNotNull();
            Events.define("LibraryInstanceTest.fact").call((Callable<String>) () -> "result");
            for (CallView call : seen) {
                readAll(call);
            }
        }

        assertThat(seen).anySatisfy(call -> {
            assertThat(call.name()).isEqualTo("LibraryInstanceTest.fact");
            assertThat(call.result()).isEqualTo("result");
            assertThat(call.depth()).isZero();
            assertThat(call.thread()).isSameAs(Thread.currentThread());
        });
    }

    @Test
    void everyFactOfTheWarmUpCanBeRead() throws Exception {
        readAll(new CallView(new WarmUpFacts()));
        readAll(new AssignmentView(new WarmUpFacts()));
    }

    @Test
    void aFactThatIsMissingIsReported() {
        assertThatThrownBy(new CallView(name -> null)::nanos)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "The library does not provide the fact [nanos] of a call; use a library of the agent's version");
    }

    @Test
    void theEndOfACallIsReportedToTheObserverOfItsBegin() throws Exception {
        List<String> seen = new ArrayList<>();

        try (AutoCloseable calls = OWN.observeCalls(Requirement.ALL, begun -> {
            seen.add("begin " + begun.name());
            return ended -> seen.add("end " + ended.name() + " " + ended.result());
        })) {
            assertThat(calls).isNotNull();
            Events.define("LibraryInstanceTest.begun").call((Callable<Integer>) () -> 1);
        }

        assertThat(seen).containsExactly("begin LibraryInstanceTest.begun", "end LibraryInstanceTest.begun 1");
    }

    @Test
    void anInstanceOfAnotherClassLoaderHasEveryMethodOfTheProtocol() throws Throwable {
        Instrumentation instrumentation = mock(Instrumentation.class);
        when(instrumentation.getInitiatedClasses(any())).thenReturn(new Class<?>[0]);
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        URL[] core = {ForkedJvm.core().toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(core, ClassLoader.getPlatformClassLoader())) {
            LibraryInstance other = LibraryInstance.seenFrom(loader);
            System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));

            assertThat(other).isNotNull().isNotEqualTo(OWN);
            other.agentAttached((type, member) -> false, type -> Map.of(), name -> true);
            other.observeDemand((type, member) -> {});
            other.repeatDemand((type, member) -> {});
            assertThat(other.isObserved(null, "events")).isFalse();
            assertThat(other.isObserved(LibraryInstanceTest.class, "OWN")).isFalse();
            other.announceObservers(new PendingClass(instrumentation, loader, "a.A"));
            int first = other.siteNumber(loader, "a.A", "static;run;;()V");
            assertThat(other.siteNumber(loader, "a.A", "static;run;;()V")).isEqualTo(first);
            assertThat(other.siteNumber(loader, "a.B", "static;run;;()V")).isEqualTo(first + 1);
            assertThat(other.suppressedErrors()).isZero();
            other.observeChosen((type, member) -> true, Requirement.TIMES, call -> {})
                    .close();
            other.countChosen((type, member) -> true, counts -> {}).close();
            other.observeCalls(0, call -> null).close();
            other.observeAssignments(assignment -> {}).close();
            other.connectWaitingObservers();
            other.constructionFailed(new IllegalStateException());
            assertThat(other.linkWithoutCallSite(LibraryInstanceTest.class, "static field;OWN;a.Absent;0"))
                    .isNull();
            MethodType type = MethodType.methodType(Object.class);
            Object[] details = {"a.Absent", "OWN", 0};
            assertThat(other.link("field", MethodHandles.lookup(), "static", type, details)
                            .getTarget()
                            .invoke())
                    .isNull();
            other.agentDetached();
        } finally {
            System.setErr(err);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aClassLoaderWithoutTheLibraryHasNoInstance() {
        assertThat(LibraryInstance.seenFrom(ClassLoader.getPlatformClassLoader()))
                .isNull();
    }
}
