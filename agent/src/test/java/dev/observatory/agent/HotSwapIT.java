package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.swap.Counter;
import com.acme.swap.HotSwap;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.Jars;
import dev.observatory.agent.testing.LiveJvm;
import dev.observatory.agent.testing.Tool;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Another agent or a debugger redefines a woven class: what the JVM accepts is in force, woven and reverted; what it refuses is not. */
class HotSwapIT {
    private static final String WATCHED = "com.acme.swap.Counter#untagged";

    @TempDir
    private Path folder;

    /** Who redefines. */
    private enum Swapper {
        AGENT,
        DEBUGGER;

        private String swap(LiveJvm jvm, int port, Path definition) throws Exception {
            return this == AGENT ? jvm.ask(definition.toString()) : swapByDebugger(port, definition);
        }
    }

    private static String swapByDebugger(int port, Path definition) throws Exception {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        arguments.get("hostname").setValue("127.0.0.1");
        arguments.get("port").setValue(Integer.toString(port));
        VirtualMachine jvm = attached(connector, arguments);
        try {
            jvm.redefineClasses(
                    Map.of(jvm.classesByName(Counter.class.getName()).get(0), Files.readAllBytes(definition)));
            return "accepted";
        } catch (UnsupportedOperationException | LinkageError refused) {
            return "refused";
        } finally {
            jvm.dispose();
        }
    }

    /** A JVM accepts the next debugger a moment after the one before has left. */
    private static VirtualMachine attached(AttachingConnector connector, Map<String, Connector.Argument> arguments)
            throws Exception {
        for (int attempt = 0; ; attempt++) {
            try {
                return connector.attach(arguments);
            } catch (ConnectException notYet) {
                if (attempt == 100) {
                    throw notYet;
                }
                Thread.sleep(50);
            }
        }
    }

    /** Makes a definition that adds another number, with or without the tag, and with another method if the JVM is to refuse it. */
    private Path definition(String name, int added, boolean isTagged, boolean isRefused) throws IOException {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(ClassFileLocator.ForClassLoader.read(Counter.class))
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access,
                                    String method,
                                    String descriptor,
                                    @Nullable String signature,
                                    String @Nullable [] exceptions) {
                                String changed = isRefused && method.equals("untagged") ? "renamed" : method;
                                return new MethodVisitor(
                                        Opcodes.ASM9,
                                        super.visitMethod(access, changed, descriptor, signature, exceptions)) {
                                    @Override
                                    public @Nullable AnnotationVisitor visitAnnotation(String tag, boolean visible) {
                                        return isTagged ? super.visitAnnotation(tag, visible) : null;
                                    }

                                    @Override
                                    public void visitInsn(int opcode) {
                                        if (opcode == Opcodes.ICONST_1) {
                                            super.visitIntInsn(Opcodes.SIPUSH, added);
                                        } else {
                                            super.visitInsn(opcode);
                                        }
                                    }
                                };
                            }
                        },
                        0);
        return Files.write(folder.resolve(name + ".class"), writer.toByteArray());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private LiveJvm start(int port, String... options) {
        return LiveJvm.of(Stream.of(
                        List.of(options),
                        List.of(
                                "-javaagent:" + Jars.swappingAgent(folder),
                                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:"
                                        + port,
                                "-Xverify:all",
                                "-cp",
                                ForkedJvm.testClasses() + File.pathSeparator + ForkedJvm.core(),
                                HotSwap.class.getName()))
                .flatMap(List::stream)
                .toList());
    }

    private static String watchOnce(LiveJvm jvm) throws InterruptedException {
        CompletableFuture<ForkedJvm.Result> watched = CompletableFuture.supplyAsync(
                () -> Tool.run("watch", jvm.pid(), WATCHED, "--result", "--limit", "1"),
                task -> new Thread(task, "watch").start());
        while (!watched.isDone()) {
            jvm.ask("call");
            Thread.sleep(20);
        }
        return watched.join().out();
    }

    /** The agent takes notice of what the JVM has decided within a fraction of a second. */
    private static void awaitNotice() throws InterruptedException {
        Thread.sleep(600);
    }

    @ParameterizedTest
    @EnumSource
    void acceptedDefinitionIsWovenAndStaysAfterDetaching(Swapper swapper) throws Exception {
        int port = freePort();
        try (LiveJvm jvm = start(port)) {
            assertThat(Tool.run("attach", jvm.pid()).exit()).isZero();
            assertThat(jvm.ask("call")).isEqualTo("2 2 heard [next=2]");

            assertThat(swapper.swap(jvm, port, definition("v2", 100, true, false)))
                    .isEqualTo("accepted");
            assertThat(jvm.ask("call")).isEqualTo("101 101 heard [next=101]");
            awaitNotice();
            assertThat(jvm.ask("call")).isEqualTo("101 101 heard [next=101]");
            assertThat(watchOnce(jvm)).contains("Counter.untagged(int) = 101");
            assertThat(jvm.ask("call")).isEqualTo("101 101 heard [next=101]");

            assertThat(Tool.run("detach", jvm.pid()).exit()).isZero();
            assertThat(jvm.ask("call")).isEqualTo("101 101 heard []");
        }
    }

    @ParameterizedTest
    @EnumSource
    void definitionThatIsUndoneAtOnceByDetachingStays(Swapper swapper) throws Exception {
        int port = freePort();
        try (LiveJvm jvm = start(port)) {
            assertThat(Tool.run("attach", jvm.pid()).exit()).isZero();
            assertThat(swapper.swap(jvm, port, definition("v2", 100, true, false)))
                    .isEqualTo("accepted");
            assertThat(swapper.swap(jvm, port, definition("v3", 200, true, false)))
                    .isEqualTo("accepted");
            assertThat(jvm.ask("retransform")).isEqualTo("accepted");

            assertThat(Tool.run("detach", jvm.pid()).exit()).isZero();

            assertThat(jvm.ask("call")).endsWith("heard []");
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusedDefinitionChangesNothing(Swapper swapper) throws Exception {
        int port = freePort();
        try (LiveJvm jvm = start(port)) {
            assertThat(Tool.run("attach", jvm.pid()).exit()).isZero();
            assertThat(swapper.swap(jvm, port, definition("refused", 100, false, true)))
                    .isEqualTo("refused");
            assertThat(jvm.ask("call")).isEqualTo("2 2 heard [next=2]");
            awaitNotice();
            assertThat(jvm.ask("call")).isEqualTo("2 2 heard [next=2]");
            assertThat(Tool.run("status", jvm.pid()).out()).contains("Counter");

            assertThat(Tool.run("detach", jvm.pid()).exit()).isZero();
            assertThat(jvm.ask("call")).isEqualTo("2 2 heard []");
        }
    }

    @ParameterizedTest
    @EnumSource
    void definitionWithoutTagsIsObservedNoLongerAndOneWithTagsAgain(Swapper swapper) throws Exception {
        int port = freePort();
        try (LiveJvm jvm = start(port)) {
            assertThat(Tool.run("attach", jvm.pid()).exit()).isZero();
            assertThat(swapper.swap(jvm, port, definition("plain", 100, false, false)))
                    .isEqualTo("accepted");
            awaitNotice();
            assertThat(jvm.ask("call")).isEqualTo("101 101 heard []");
            assertThat(swapper.swap(jvm, port, definition("again", 200, true, false)))
                    .isEqualTo("accepted");
            awaitNotice();
            assertThat(jvm.ask("call")).isEqualTo("201 201 heard [next=201]");

            assertThat(Tool.run("detach", jvm.pid()).exit()).isZero();
            assertThat(jvm.ask("call")).isEqualTo("201 201 heard []");
        }
    }

    @ParameterizedTest
    @EnumSource
    void definitionFromBeforeTheAttachmentStays(Swapper swapper) throws Exception {
        int port = freePort();
        try (LiveJvm jvm = start(port)) {
            assertThat(swapper.swap(jvm, port, definition("v2", 100, true, false)))
                    .isEqualTo("accepted");
            assertThat(Tool.run("attach", jvm.pid()).exit()).isZero();
            assertThat(jvm.ask("call")).isEqualTo("101 101 heard [next=101]");

            assertThat(Tool.run("detach", jvm.pid()).exit()).isZero();
            assertThat(jvm.ask("call")).isEqualTo("101 101 heard []");
        }
    }

    @Test
    void definitionIsWovenInAJvmThatWasStartedWithTheAgent() throws Exception {
        try (LiveJvm jvm = start(freePort(), "-javaagent:" + ForkedJvm.agentJar())) {
            assertThat(jvm.ask(definition("v2", 100, true, false).toString())).isEqualTo("accepted");
            awaitNotice();
            assertThat(jvm.ask("call")).isEqualTo("101 101 heard [next=101]");

            assertThat(Tool.run("detach", jvm.pid()).exit()).isZero();
            assertThat(jvm.ask("call")).isEqualTo("101 101 heard []");
        }
    }
}
