package dev.observatory.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EntryKindTest {

    @ParameterizedTest
    @CsvSource({
        "shop/Cart.class, CLASS",
        "Main.class, CLASS",
        "BOOT-INF/classes/shop/Cart.class, CLASS",
        "shop/package-info.class, CLASS",
        "META-INF/versions/9/shop/Cart.class, VARIANT",
        "module-info.class, MODULE",
        "META-INF/versions/9/module-info.class, MODULE",
        "shop/not-module-info.class, CLASS",
        "META-INF/MANIFEST.MF, OTHER",
        "folder.class/, OTHER",
        "shop/Cart.java, OTHER",
    })
    void theNameDeterminesTheKind(String entry, EntryKind kind) {
        assertThat(EntryKind.of(entry)).isEqualTo(kind);
    }
}
