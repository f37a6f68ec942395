package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.absent.AbsentObservers;
import com.acme.absent.AbsentTypes;
import com.acme.absent.LiveAbsentTypes;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.LiveJvm;
import dev.observatory.agent.testing.Tool;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Every feature on a class one of whose members names a type that is not on the class path. */
class AbsentTypesIT {
    private static final String LOGIN = "com.acme.absent.Incomplete#login";

    @TempDir
    private Path classes;

    @BeforeEach
    void copyAllClassesButOne() throws IOException {
        Path target = Files.createDirectories(classes.resolve("com/acme/absent"));
        try (DirectoryStream<Path> compiled =
                Files.newDirectoryStream(ForkedJvm.testClasses().resolve("com/acme/absent"))) {
            for (Path file : compiled) {
                if (!file.endsWith("Absent.class")) {
                    Files.write(target.resolve(file.getFileName().toString()), withoutNames(Files.readAllBytes(file)));
                }
            }
        }
    }

    /** Without the attribute that some JVMs lose when a class is retransformed, and that only reflection could preserve. */
    private static byte[] withoutNames(byte[] file) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(file)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access,
                                    String name,
                                    String descriptor,
                                    @Nullable String signature,
                                    String @Nullable [] exceptions) {
                                return new MethodVisitor(
                                        Opcodes.ASM9,
                                        super.visitMethod(access, name, descriptor, signature, exceptions)) {
                                    @Override
                                    public void visitParameter(@Nullable String parameter, int flags) {}
                                };
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    @Test
    void observersReceiveTheSameAsOfCompleteClasses() {
        ForkedJvm.Result result = ForkedJvm.withAgent().classPath(classes).run(AbsentTypes.class.getName());

        assertThat(result.err()).isEmpty();
        assertThat(result.lines())
                .containsExactly(
                        "woven true, method null",
                        "new Incomplete {state=3} = object",
                        "state 4",
                        "by parameters 8",
                        "Working {pieces=4} = 8 elevated works {unit=pieces}",
                        "work {pieces=4} = 8",
                        "state 8",
                        "level high",
                        "by parameters 16",
                        "Working {pieces=8} = 16 elevated works {unit=pieces}",
                        "news hello",
                        "login {user=ada, phrase=secret} = true",
                        "by reference java.lang.IllegalStateException: as expected",
                        "fail {} ! java.lang.IllegalStateException: as expected",
                        "program got as expected",
                        "new Incomplete {state=1} = object",
                        "login {user=other, phrase=secret} = true",
                        "bound {user=ada, phrase=secret}",
                        "login {user=ada, phrase=secret} = true",
                        "ambiguous: Event [work] of class [com.acme.absent.Incomplete] is ambiguous; specify the parameter types"
                                + " of one of [work(I)I, work(Ljava/lang/String;)I]",
                        "static: Event [com.acme.absent.Incomplete.fail] is a static method and has no object to bind to;"
                                + " observe the event itself",
                        "constructor: Event [com.acme.absent.Incomplete.<init>] is a constructor, whose object does not exist"
                                + " when it begins; observe the event itself",
                        "unknown: Class [com.acme.absent.Incomplete] has no woven event [untagged], and its methods cannot be"
                                + " listed because a type that they name is missing"
                                + " [java.lang.NoClassDefFoundError: com/acme/absent/Absent]; add it to the class path",
                        "unknown field: Class [com.acme.absent.Incomplete] has no observable attribute [plain]; its"
                                + " attributes are [level, state]");
    }

    @Test
    void transitionsAndStaticObserversAreThoseOfCompleteClasses() {
        ForkedJvm.Result result = ForkedJvm.withAgent().classPath(classes).run(AbsentObservers.class.getName());

        assertThat(result.err()).isEmpty();
        assertThat(result.lines())
                .containsExactly(
                        "step [open] led from state [LOCKED] to [OPEN]",
                        "step [push] led from state [OPEN] to [OPEN]",
                        "step [lock] led from state [OPEN] to [LOCKED]",
                        "violation [push] led from state [LOCKED] to [LOCKED]; it leads from [OPEN] to [OPEN]",
                        "4 rows true",
                        "static [on] led from state [OFF] to [ON]",
                        "work ABOUT_TO_RUN",
                        "rest COMPLETED",
                        "work ABOUT_TO_RUN",
                        "crash work",
                        "program got negative",
                        "hook value",
                        "news word",
                        "rest COMPLETED",
                        "object rest",
                        "true");
    }

    @Test
    void logHasTheCallsButNoSecrets() {
        ForkedJvm.Result result = ForkedJvm.withAgent("observe=log;values=args,result")
                .classPath(classes)
                .run(AbsentTypes.class.getName(), "work");

        assertThat(result.err())
                .contains("com.acme.absent.Incomplete.Working completed")
                .contains("com.acme.absent.Incomplete.login completed")
                .contains("com.acme.absent.Incomplete.fail crashed")
                .contains("pieces=8")
                .doesNotContain("secret");
    }

    @Test
    void callsAndAssignmentsCanBeWatchedAndMeasured() {
        try (LiveJvm jvm = LiveJvm.of(List.of("-cp", classes.toString(), LiveAbsentTypes.class.getName()))) {
            ForkedJvm.Result calls = Tool.run("watch", jvm.pid(), LOGIN, "--args", "--result", "--limit", "2");
            ForkedJvm.Result fields =
                    Tool.run("watch", jvm.pid(), "--fields", "com.acme.absent.Incomplete#plain", "--limit", "2");
            ForkedJvm.Result top = Tool.run("top", jvm.pid(), LOGIN, "--rounds", "1", "--interval", "1s");

            assertThat(calls.lines()).hasSize(2).allMatch(line -> line.contains("Incomplete.login(user="));
            assertThat(calls.out()).doesNotContain("secret");
            assertThat(fields.lines()).hasSize(2).allMatch(line -> line.contains("Incomplete.plain: "));
            assertThat(top.out()).contains("Incomplete.login(String, String)");
        }
    }
}
