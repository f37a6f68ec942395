package dev.observatory.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.observatory.Garbage;
import dev.observatory.broker.EventBroker;
import dev.observatory.broker.Subscribes;
import dev.observatory.event.Events;
import dev.observatory.event.Observes;
import dev.observatory.hook.EventHook;
import dev.observatory.hook.Subscription;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Static observers of applications that are stopped and deployed again by another class loader. */
class DiscardedLoadersTest {
    private static final List<String> RECEIVED = new ArrayList<>();
    private static final EventBroker NEWS = EventBroker.of("discarded");

    @TempDir
    private Path folder;

    /** A class of the server, which outlives the applications. */
    public static final class Server {
        public static final EventHook<String> REQUESTS = new EventHook<>("requests");

        private Server() {}

        public static void receive(String what) {
            RECEIVED.add(what);
        }
    }

    /** A class of an application. */
    public static final class Application {
        private Application() {}

        @Observes(type = Server.class, hook = "REQUESTS")
        static void request(String value) {
            Server.receive("request " + value);
        }

        @Subscribes("discarded")
        static void news(String value) {
            Server.receive("news " + value);
        }
    }

    /** Defines the application itself; everything else is that of its parent. */
    private static class Deployment extends URLClassLoader {
        Deployment(URL location) {
            super(new URL[] {location}, DiscardedLoadersTest.class.getClassLoader());
        }

        static Deployment ofClasses() {
            return new Deployment(DiscardedLoadersTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Application.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? findClass(name) : loaded;
        }

        Class<?> application() throws ClassNotFoundException {
            return loadClass(Application.class.getName());
        }

        Deployment started() throws ClassNotFoundException {
            assertThat(AgentBridge.connectObservers(application())).isNull();
            return this;
        }
    }

    /** Looks its resources up by itself. */
    private static final class OwnLookup extends Deployment {
        OwnLookup(URL location) {
            super(location);
        }

        @Override
        public @Nullable URL findResource(String name) {
            throw new AssertionError("is code of the program");
        }
    }

    private Path jar() throws IOException {
        String file = Application.class.getName().replace('.', '/') + ".class";
        Path jar = folder.resolve("application.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream in = Application.class.getClassLoader().getResourceAsStream(file)) {
            out.putNextEntry(new JarEntry(file));
            in.transferTo(out);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return jar;
    }

    private static List<String> received() {
        RECEIVED.clear();
        Server.REQUESTS.emit("a");
        NEWS.broadcast("b");
        return List.copyOf(RECEIVED);
    }

    @AfterEach
    void detach() {
        AgentBridge.agentDetached();
        assertThat(Server.REQUESTS.isObserved()).isFalse();
    }

    @Test
    void receiveNothingMoreOnceTheirLoaderIsClosedAndAnotherOneDeploysTheApplication() throws Exception {
        try (Deployment first = Deployment.ofClasses().started()) {
            assertThat(received()).containsExactly("request a", "news b");
            first.close();
            try (Deployment second = Deployment.ofClasses().started()) {
                assertThat(received()).containsExactly("request a", "news b");
                assertThat(second.application()).isNotSameAs(first.application());
            }
        }
    }

    @Test
    void receiveNothingMoreAlsoIfTheApplicationIsAJar() throws Exception {
        URL location = jar().toUri().toURL();
        try (Deployment first = new Deployment(location).started()) {
            first.close();
            try (Deployment second = new Deployment(location).started()) {
                assertThat(received()).containsExactly("request a", "news b");
                assertThat(second.application()).isNotSameAs(first.application());
            }
        }
    }

    @Test
    void areDisconnectedByLaterEmissionsIfNothingIsDeployedAfterTheirLoaderWasClosed() throws Exception {
        try (Deployment first = Deployment.ofClasses().started();
                Deployment second = Deployment.ofClasses().started()) {
            assertThat(received()).hasSize(4);
            first.close();

            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (received().size() > 2 && System.nanoTime() - deadline < 0) {
                Thread.onSpinWait();
            }

            assertThat(received()).containsExactly("request a", "news b");
            assertThat(second.application()).isNotSameAs(first.application());
        }
    }

    @Test
    void stayConnectedWhileTheirLoaderIsOpen() throws Exception {
        URL location = jar().toUri().toURL();
        try (Deployment first = Deployment.ofClasses().started();
                Deployment second = new Deployment(location).started()) {
            assertThat(first.application()).isNotSameAs(second.application());
            assertThat(received()).containsExactly("request a", "request a", "news b", "news b");
        }
    }

    @Test
    void ofLoadersWithTheirOwnLookupStayConnectedAndNoneOfTheirCodeIsCalled() throws Exception {
        URL location = jar().toUri().toURL();
        try (Deployment first = new OwnLookup(location).started()) {
            first.close();
            try (Deployment second = Deployment.ofClasses().started()) {
                assertThat(received()).containsExactly("request a", "request a", "news b", "news b");
                assertThat(second.application()).isNotSameAs(first.application());
            }
        }
    }

    @Test
    void doNotKeepTheirLoaderReachable() throws Exception {
        Garbage.Watch loader = Garbage.watch(Deployment.ofClasses().started());
        assertThat(Server.REQUESTS.isObserved()).isTrue();

        loader.await();

        assertThat(received()).isEmpty();
        assertThat(Server.REQUESTS.isObserved()).isFalse();
    }

    @Test
    void areReachableAsLongAsTheProgramHasRegisteredThem() throws Exception {
        Subscription registered =
                Events.register(Deployment.ofClasses().started().application());

        Garbage.watch(new Object()).await();

        assertThat(received()).contains("request a");
        registered.close();
    }

    @Test
    void stayConnectedIfTheProgramRegistersThemToo() throws Exception {
        Class<?> application = Deployment.ofClasses().started().application();
        try (Subscription events = Events.register(application);
                Subscription messages = EventBroker.register(application)) {
            assertThat(received()).containsExactly("request a", "news b");
            AgentBridge.agentDetached();
            assertThat(received()).containsExactly("request a", "news b");
            assertThat(events.isOpen() && messages.isOpen()).isTrue();
        }
    }
}
