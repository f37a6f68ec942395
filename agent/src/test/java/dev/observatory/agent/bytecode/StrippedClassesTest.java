package dev.observatory.agent.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Constructors;
import com.acme.FieldKinds;
import com.acme.MemberKinds;
import com.acme.Signatures;
import dev.observatory.agent.classfile.ObservableFieldIndex;
import dev.observatory.agent.match.MemberSelection;
import dev.observatory.agent.testing.InProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;

/** Weaving of classes without debug information: no names of variables and parameters, and no line numbers. */
class StrippedClassesTest {
    @ParameterizedTest
    @ValueSource(classes = {Signatures.class, MemberKinds.class, Constructors.class, FieldKinds.class})
    void programsPrintTheSameWhenWoven(Class<?> program) throws Exception {
        List<String> plain = new Stripped(null).run(program);
        List<String> woven = new Stripped(Form.WITH_CALL_SITES).run(program);
        List<String> wovenWithNumbers = new Stripped(Form.WITH_NUMBERS).run(program);

        assertThat(plain).isNotEmpty();
        assertThat(woven).isEqualTo(plain);
        assertThat(wovenWithNumbers).isEqualTo(plain);
    }

    private enum Form {
        WITH_CALL_SITES,
        WITH_NUMBERS
    }

    /** Defines the classes of a program without debug information. */
    private static final class Stripped extends ClassLoader {
        private final ObservableFieldIndex fields = new ObservableFieldIndex();
        private final Set<String> superConstructorOwners = new HashSet<>();
        private final @Nullable Form form;

        /** Creates a loader of classes that are woven in a form, or not at all. */
        Stripped(@Nullable Form form) {
            super(StrippedClassesTest.class.getClassLoader());
            this.form = form;
        }

        List<String> run(Class<?> program) throws Exception {
            PrintStream out = System.out;
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            try {
                loadClass(program.getName()).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
            } finally {
                System.setOut(out);
            }
            return printed.toString(StandardCharsets.UTF_8).lines().toList();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null || !name.startsWith("com.acme.")
                        ? known == null ? super.loadClass(name, resolve) : known
                        : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                ClassWriter stripped = new ClassWriter(0);
                new ClassReader(file).accept(stripped, ClassReader.SKIP_DEBUG);
                byte[] bytes = form == null ? stripped.toByteArray() : weave(stripped.toByteArray(), form);
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }

        private byte[] weave(byte[] file, Form form) {
            ClassReader reader = new ClassReader(file);
            String name = reader.getClassName();
            WeavingPlan plan = WeavingPlanner.plan(
                    reader,
                    fields.known(),
                    superConstructorOwners.contains(name),
                    true,
                    MemberSelection.NONE,
                    MemberDemand.ALL);
            fields.declare(getClass().getClassLoader(), name, plan.observableFields());
            superConstructorOwners.add(plan.superConstructorOwner());
            byte[] woven = ClassWeaver.weave(reader, plan, InProcess.calls(form == Form.WITH_NUMBERS), false)
                    .classFile();
            return woven == null ? file : woven;
        }
    }
}
