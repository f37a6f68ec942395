package dev.observatory.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.acme.Empty;
import com.acme.FieldWrites;
import com.acme.Lifecycle;
import dev.observatory.agent.classfile.ConstantPoolScan;
import dev.observatory.agent.classfile.FieldReferenceIndex;
import dev.observatory.agent.classfile.JdkRetransformBugs;
import dev.observatory.agent.classfile.ObservableFieldIndex;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LateFieldWriterWeaverTest {
    private final Instrumentation instrumentation = mock(Instrumentation.class);
    private final FieldReferenceIndex references = new FieldReferenceIndex();
    private final Runtime.Version jvm = Runtime.Version.parse("25.0.4");
    private final JdkRetransformBugs bugs = new JdkRetransformBugs(jvm);
    private final LateFieldWriterWeaver late =
            new LateFieldWriterWeaver(instrumentation, references, bugs, new Redefinitions(instrumentation, bugs, jvm));
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream err = System.err;
    private Class<?> writer;

    @BeforeEach
    void loadClasses() throws ClassNotFoundException {
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        writer = Class.forName(FieldWrites.class.getName() + "$Later");
        note(writer, "");
        note(Empty.class, "");
        when(instrumentation.getAllLoadedClasses())
                .thenReturn(new Class<?>[] {Empty.class, writer, Lifecycle.class, FieldWrites.class});
        when(instrumentation.isModifiableClass(any())).thenReturn(true);
    }

    @AfterEach
    void restoreErr() {
        System.setErr(err);
    }

    private void note(Class<?> type, String as) {
        byte[] file = ClassFileLocator.ForClassLoader.read(type);
        String name = as.isEmpty() ? type.getName().replace('.', '/') : as;
        int[] hashes = ConstantPoolScan.of(file).foreignFields(null);
        if (hashes.length != 0) {
            references.add(
                    getClass().getClassLoader(),
                    name,
                    hashes,
                    ConstantPoolScan.of(file).found(null));
        }
    }

    @Test
    void onlyClassesThatReferToTheFieldAreRetransformedAndOnlyOnce() throws Exception {
        late.accept("reading.I");
        late.accept("reading.I");
        late.accept("reading.J");
        late.accept("unknown.I");

        verify(instrumentation, times(1)).getAllLoadedClasses();
        verify(instrumentation, times(1)).retransformClasses(writer);
    }

    @Test
    @Timeout(60)
    void delayedFieldsAreProcessedTogether() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        doAnswer(call -> {
                    done.countDown();
                    return null;
                })
                .when(instrumentation)
                .retransformClasses(any());

        late.weaveSoon(List.of("reading.I"));
        late.weaveSoon(Set.of("label.Ljava/lang/String;"));
        done.await();
        late.accept("reading.I");

        verify(instrumentation, times(1)).retransformClasses(writer);
    }

    @Test
    void refusedClassDoesNotAffectOthers() throws Exception {
        note(writer, Lifecycle.class.getName().replace('.', '/'));
        doThrow(new VerifyError("bad")).when(instrumentation).retransformClasses(writer, Lifecycle.class);
        doThrow(new UnsupportedOperationException("schema"))
                .when(instrumentation)
                .retransformClasses(writer);

        late.accept("reading.I");

        verify(instrumentation).retransformClasses(Lifecycle.class);
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("[observatory] not woven: class [com.acme.FieldWrites$Later], which may assign field"
                        + " [reading]: it was loaded before the field was known to be observable, and retransforming it"
                        + " failed:"
                        + " java.lang.UnsupportedOperationException: schema");
    }

    @Test
    void unmodifiableClassesAreIgnored() throws Exception {
        when(instrumentation.isModifiableClass(writer)).thenReturn(false);

        late.accept("reading.I");

        verify(instrumentation, never()).retransformClasses(any());
    }

    @Test
    void classesOfTheSameNameAreAllFound() throws Exception {
        note(FieldWrites.class, writer.getName().replace('.', '/'));

        late.accept("reading.I");
        late.accept("label.Ljava/lang/String;");

        verify(instrumentation, times(2)).retransformClasses(writer);
    }

    @Test
    void fieldsThatWereKnownWhenTheClassWasLoadedAreNotForeign() throws Exception {
        ObservableFieldIndex fields = new ObservableFieldIndex();
        fields.declare(getClass().getClassLoader(), "com/acme/FieldWrites", Map.of("reading", "I"));
        byte[] file = ClassFileLocator.ForClassLoader.read(writer);

        assertThat(ConstantPoolScan.of(file).foreignFields(fields.known())).isEmpty();
        assertThat(ConstantPoolScan.of(file).foreignFields(null)).hasSize(2);
    }
}
