package dev.observatory.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.acme.Empty;
import com.acme.FieldWrites;
import com.acme.Lifecycle;
import dev.observatory.agent.classfile.ConstantPoolScan;
import dev.observatory.agent.classfile.FieldReferenceIndex;
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
    private final LoadedClassWeaver loaded = mock(LoadedClassWeaver.class);
    private final LateFieldWriterWeaver late =
            new LateFieldWriterWeaver(instrumentation, references, loaded, new WovenClassRegistry());
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
        when(loaded.isCandidate(any())).thenReturn(true);
        when(loaded.transform(any())).thenReturn(Map.of());
    }

    @AfterEach
    void restoreErr() {
        System.setErr(err);
    }

    private void note(Class<?> type, String as) {
        byte[] file = ClassFileLocator.ForClassLoader.read(type);
        String name = as.isEmpty() ? type.getName().replace('.', '/') : as;
        int[] hashes = ConstantPoolScan.of(file).foreignFields();
        if (hashes.length != 0) {
            references.add(getClass().getClassLoader(), name, hashes);
        }
    }

    @Test
    void onlyClassesThatReferToTheFieldAreTransformedAndOnlyOnce() {
        late.weave(List.of("reading.I"));
        late.weave(List.of("reading.I"));
        late.weave(List.of("reading.J", "unknown.I"));

        verify(loaded, times(1)).transform(any());
        verify(loaded).transform(List.of(writer));
    }

    @Test
    @Timeout(60)
    void delayedFieldsAreProcessedTogether() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        when(loaded.transform(any())).thenAnswer(call -> {
            done.countDown();
            return Map.of();
        });

        late.weaveSoon(List.of("reading.I"));
        late.weaveSoon(Set.of("label.Ljava/lang/String;"));
        done.await();
        late.weave(List.of("reading.I"));

        verify(loaded, times(1)).transform(List.of(writer));
    }

    @Test
    void restoredClassesAreWovenAgainWhenTheFieldIsObservedAgain() {
        late.weave(List.of("reading.I"));
        late.restore(List.of("reading.I", "label.Ljava/lang/String;"));
        late.weave(List.of("reading.I"));

        verify(loaded, times(3)).transform(List.of(writer));
    }

    @Test
    void refusedClassIsReportedOnce() {
        when(loaded.transform(any())).thenReturn(Map.of(writer, "the JVM refused to retransform it: schema"));

        late.weave(List.of("reading.I"));
        late.weave(List.of("label.Ljava/lang/String;"));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("[observatory] not woven: class [com.acme.FieldWrites$Later], which may assign field"
                        + " [reading]: it was loaded before the field was observed, and the JVM refused to retransform it:"
                        + " schema");
    }

    @Test
    void classesThatCannotBeWovenAreIgnored() {
        when(loaded.isCandidate(writer)).thenReturn(false);

        late.weave(List.of("reading.I"));

        verify(loaded).transform(List.of());
    }

    @Test
    void classesOfTheSameNameAreAllFound() {
        note(FieldWrites.class, writer.getName().replace('.', '/'));

        late.weave(List.of("reading.I"));
        late.weave(List.of("label.Ljava/lang/String;"));

        verify(loaded, times(2)).transform(List.of(writer));
    }
}
