package dev.observatory.agent.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class LoaderNameTest {
    @Test
    void theClassPathHasAPlainName() {
        assertThat(LoaderName.of(ClassLoader.getSystemClassLoader())).hasToString("app");
        assertThat(LoaderName.of(null)).hasToString("bootstrap");
    }

    @Test
    void othersAreNumbered() throws Exception {
        try (URLClassLoader named = new URLClassLoader("plugins", new URL[0], null);
                URLClassLoader unnamed = new URLClassLoader(new URL[0])) {
            String number = Integer.toHexString(System.identityHashCode(unnamed));

            assertThat(LoaderName.of(named).toString()).startsWith("plugins@");
            assertThat(LoaderName.of(unnamed)).hasToString("URLClassLoader@" + number);
            assertThat(LoaderName.of(unnamed).toString())
                    .isNotEqualTo(LoaderName.of(named).toString());
        }
    }

    @Test
    void aLoaderIsSelectedByNameClassOrNumber() throws Exception {
        try (URLClassLoader loader = new URLClassLoader("plugins", new URL[0], null)) {
            String number = Integer.toHexString(System.identityHashCode(loader));
            LoaderName name = LoaderName.of(loader);

            assertThat(new String[] {
                        "",
                        "plugins",
                        "plugins@" + number,
                        number,
                        "@" + number,
                        "URLClassLoader",
                        "java.net.URLClassLoader"
                    })
                    .allMatch(name::isSelectedBy);
            assertThat(new String[] {"app", "plug", "@", "Loader"}).noneMatch(name::isSelectedBy);
        }
    }
}
