package dev.observatory.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Empty;
import com.acme.FieldWrites;
import com.acme.Lifecycle;
import com.acme.Signatures;
import dev.observatory.agent.classfile.ConstantPoolScan;
import dev.observatory.agent.classfile.FieldReferenceIndex;
import dev.observatory.agent.config.ConfigParser;
import java.util.Map;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;

class ClassScannerTest {
    private static final ClassLoader LOADER = ClassScannerTest.class.getClassLoader();

    private final ObservableClasses observable = new ObservableClasses(ConfigParser.parse("include=com.acme.orders.*"));
    private final ClassScanner scanner = new ClassScanner(observable, new FieldReferenceIndex());

    private static String internalName(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    private int scan(Class<?> type) {
        return scanner.scan(LOADER, internalName(type), ClassFileLocator.ForClassLoader.read(type));
    }

    @Test
    void classesWithAnnotationsAreNoted() {
        scan(Signatures.class);
        scan(Empty.class);

        assertThat(observable.mayBeObserved(LOADER, internalName(Signatures.class)))
                .isTrue();
        assertThat(observable.mayBeObserved(ClassLoader.getPlatformClassLoader(), internalName(Signatures.class)))
                .as("a class of that name in another class loader")
                .isFalse();
        assertThat(observable.mayHaveEvents(Signatures.class.getName())).isTrue();
        assertThat(observable.mayBeObserved(LOADER, internalName(Empty.class))).isFalse();
        assertThat(observable.mayHaveEvents(Empty.class.getName())).isFalse();
    }

    @Test
    void classesThatPatternsMatchNeedNotBeScanned() {
        assertThat(observable.mayBeObserved(LOADER, "com/acme/orders/Order")).isTrue();
        assertThat(observable.mayHaveEvents("com.acme.orders.Order")).isTrue();
        assertThat(observable.mayBeObserved(LOADER, "com/acme/bills/Bill")).isFalse();
    }

    @Test
    void onlyClassesThatCallTheLibraryAreWovenBeforeTheyAreObserved() {
        assertThat(scan(Lifecycle.class) & ConstantPoolScan.USES_LIBRARY).isNotZero();
        assertThat(scan(Signatures.class) & ConstantPoolScan.USES_LIBRARY).isZero();
    }

    @Test
    void classesThatReferToFieldsOfOthersAreFoundByTheField() throws ClassNotFoundException {
        Class<?> writer = Class.forName(FieldWrites.class.getName() + "$Later");

        assertThat(scan(writer) & ConstantPoolScan.REFERS_TO_OBSERVABLE).isZero();
        assertThat(scanner.references().to("reading", "I")).contains(writer.getName());

        scanner.fields().declare(LOADER, "com/acme/Probe", Map.of("reading", "I"));
        assertThat(scan(writer) & ConstantPoolScan.REFERS_TO_OBSERVABLE).isNotZero();
        assertThat(scanner.references().to("reading", "I"))
                .as("it may have to be restored")
                .contains(writer.getName());
    }
}
