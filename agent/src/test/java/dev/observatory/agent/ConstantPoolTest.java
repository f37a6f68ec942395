package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Empty;
import com.acme.FieldWrites;
import com.acme.Lifecycle;
import java.nio.charset.StandardCharsets;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.ClassFileLocator;
import org.junit.jupiter.api.Test;

class ConstantPoolTest {
    private final ObservableFields fields = new ObservableFields();

    private int scan(Class<?> type) {
        return scan(ClassFileLocator.ForClassLoader.read(type));
    }

    private int scan(byte[] file) {
        int found = ConstantPool.scan(file, fields.known());
        return found & (ConstantPool.MAY_WEAVE | ConstantPool.WOVEN);
    }

    @Test
    void aClassThatHasNothingToDoWithTheLibraryIsAnsweredNo() {
        assertThat(scan(Empty.class)).isZero();
        assertThat(scan(ConstantPoolTest.class.getSuperclass())).isZero();
    }

    @Test
    void aPackageThatOnlySharesTheLibrarysRootIsNotTheLibrary() {
        byte[] file = new ByteBuddy()
                .subclass(Object.class)
                .name("dev.observatory.eventual.Other")
                .make()
                .getBytes();

        assertThat(scan(file)).isZero();
    }

    @Test
    void aClassThatNamesTheLibraryIsSeen() {
        assertThat(scan(Lifecycle.class)).isEqualTo(ConstantPool.NAMES_LIBRARY);
    }

    @Test
    void aClassThatRefersToAKnownFieldIsSeenAndOneThatOnlyHasTheNameIsNot() throws ClassNotFoundException {
        Class<?> writer = Class.forName(FieldWrites.class.getName() + "$Later");
        assertThat(scan(writer)).isZero();

        fields.add("reading", "J");
        assertThat(scan(writer)).as("a field of another type").isZero();

        fields.add("assign", "I");
        assertThat(scan(writer)).as("a method of that name").isZero();

        fields.add("reading", "I");
        assertThat(scan(writer)).isEqualTo(ConstantPool.REFERS_TO_OBSERVABLE);
    }

    @Test
    void aWovenClassIsKnownAsSuch() {
        byte[] woven = InProcess.weave(Lifecycle.class, fields);

        assertThat(scan(woven)).isEqualTo(ConstantPool.NAMES_LIBRARY | ConstantPool.WOVEN);
    }

    @Test
    void aConstantOfAnUnknownKindIsAnsweredNo() {
        byte[] file = new byte[64];
        file[9] = 3;
        file[10] = 99;

        assertThat(scan(file)).isZero();
    }

    @Test
    void textsAtTheVeryEndOfAFileAreReadWithinIt() {
        byte[] text = "dev/observatory/event/E".getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[10 + 3 + text.length];
        file[9] = 2;
        file[10] = 1;
        file[12] = (byte) text.length;
        System.arraycopy(text, 0, file, 13, text.length);

        assertThat(scan(file)).isEqualTo(ConstantPool.NAMES_LIBRARY);
    }
}
