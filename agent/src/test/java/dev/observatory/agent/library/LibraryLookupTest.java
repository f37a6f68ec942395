package dev.observatory.agent.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.atMost;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.weave.AgentBridge;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLClassLoader;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;

class LibraryLookupTest {
    private static final LibraryInstance OWN = new LibraryInstance(AgentBridge.class);
    private static final ClassLoader APPLICATION = LibraryLookupTest.class.getClassLoader();

    private static final Instrumentation INSTRUMENTATION = ByteBuddyAgent.install();

    /** As one that delegates to its parent only when it likes. */
    private static final class Foreign extends URLClassLoader {
        private int calls;

        Foreign(ClassLoader parent) {
            super(new URL[0], parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            calls++;
            return super.loadClass(name, resolve);
        }
    }

    @Test
    void classLoadersOfTheJdkBelowTheLibraryAreCertain() throws Exception {
        try (URLClassLoader child = new URLClassLoader(new URL[0], APPLICATION);
                URLClassLoader grandchild = new URLClassLoader(new URL[0], child);
                URLClassLoader apart = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            assertThat(LibraryLookup.certain(APPLICATION)).isEqualTo(OWN);
            assertThat(LibraryLookup.certain(grandchild)).isEqualTo(OWN);
            assertThat(LibraryLookup.certain(apart)).isNull();
        }
    }

    @Test
    void othersAreNotAndAreNotCalled() throws Exception {
        try (Foreign foreign = new Foreign(APPLICATION);
                URLClassLoader child = new URLClassLoader(new URL[0], foreign)) {
            assertThat(LibraryLookup.certain(foreign)).isNull();
            assertThat(LibraryLookup.certain(child)).isNull();
            assertThat(foreign.calls).isZero();
        }
    }

    @Test
    void aClassLoaderIsCalledOnceAndKeepsItsInstance() throws Exception {
        LibraryLookup lookup = new LibraryLookup(INSTRUMENTATION);
        try (Foreign foreign = new Foreign(APPLICATION)) {
            assertThat(lookup.resolve(foreign)).isEqualTo(OWN);
            int calls = foreign.calls;

            assertThat(lookup.resolve(foreign)).isEqualTo(OWN);
            assertThat(calls).isPositive();
            assertThat(foreign.calls).isEqualTo(calls);
        }
    }

    @Test
    void theAgentsInstanceIsForThoseThatFindNone() throws Exception {
        URL[] core = {ForkedJvm.core().toUri().toURL()};
        LibraryLookup lookup = new LibraryLookup(INSTRUMENTATION);
        try (URLClassLoader apart = new URLClassLoader(core, ClassLoader.getPlatformClassLoader())) {
            assertThat(lookup.resolve(ClassLoader.getPlatformClassLoader())).isEqualTo(OWN);
            assertThat(lookup.resolve(apart)).isNotEqualTo(OWN).isEqualTo(LibraryInstance.seenFrom(apart));
        }
    }

    @Test
    void classLoadersThatLockThemselvesAsAWholeAreNotCalledForPlacesInCode() throws Exception {
        LibraryLookup lookup = new LibraryLookup(INSTRUMENTATION);
        try (Foreign foreign = new Foreign(APPLICATION)) {
            assertThat(lookup.find(foreign)).isNull();
            assertThat(foreign.calls).isZero();

            Class.forName(AgentBridge.class.getName(), false, foreign);
            int calls = foreign.calls;
            assertThat(lookup.findNow(foreign)).isEqualTo(OWN);
            assertThat(lookup.find(foreign)).isEqualTo(OWN);
            assertThat(foreign.calls).isEqualTo(calls);
        }
    }

    @Test
    void aClassLoaderIsNotSearchedForEachPlace() throws Exception {
        Instrumentation counted = mock(Instrumentation.class);
        when(counted.getInitiatedClasses(any())).thenReturn(new Class<?>[0]);
        LibraryLookup lookup = new LibraryLookup(counted);
        try (Foreign foreign = new Foreign(APPLICATION)) {
            for (int place = 0; place < 100_000; place++) {
                lookup.find(foreign);
            }
        }

        verify(counted, atLeastOnce()).getInitiatedClasses(any());
        verify(counted, atMost(100)).getInitiatedClasses(any());
    }
}
