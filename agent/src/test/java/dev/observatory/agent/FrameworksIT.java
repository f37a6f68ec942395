package dev.observatory.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.BundleHost;
import com.acme.Bystanders;
import dev.observatory.agent.testing.ForkedJvm;
import dev.observatory.agent.testing.Jars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.jboss.modules.Module;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OSGi bundles and JBoss modules that do not know the library, in frameworks with their default settings. */
class FrameworksIT {
    private static final String EVERYTHING =
            "include=com.acme.Bystanders,com.acme.Bystanders#new;fields=com.acme.Bystanders#*;verify=true";

    @TempDir
    private Path folder;

    private List<String> plain;

    @BeforeEach
    void runAlone() {
        plain = ForkedJvm.withoutAgent().linesOf(Bystanders.class);
    }

    private Path bundle() {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "com.acme.bundle");
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue("Bundle-Activator", "com.acme.BundleActivator");
        attributes.putValue("Import-Package", "org.osgi.framework");
        return Jars.jar(
                folder.resolve("bundle.jar"), manifest, "com/acme/BundleActivator.class", "com/acme/Bystanders.class");
    }

    private ForkedJvm.Result start(ForkedJvm jvm, Class<?> framework) {
        Path host = Jars.jar(folder.resolve("host.jar"), new Manifest(), "com/acme/BundleHost.class");
        return jvm.classPath(host, ForkedJvm.locationOf(framework))
                .run(
                        BundleHost.class.getName(),
                        bundle().toString(),
                        folder.resolve("store").toString());
    }

    private static void assertIsLogged(ForkedJvm.Result logged) {
        assertThat(logged.err().lines().filter(line -> line.startsWith("INFO")))
                .anyMatch(line -> line.contains("Bystanders.divide"))
                .anyMatch(line -> line.contains("new Bystanders"))
                .anyMatch(line -> line.contains("Bystanders.sum"));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {org.apache.felix.framework.FrameworkFactory.class, org.eclipse.osgi.launch.EquinoxFactory.class})
    void aBundleIsWovenAndObserved(Class<?> framework) {
        ForkedJvm.Result idle = start(ForkedJvm.withAgent(EVERYTHING + ";failfast=true"), framework);
        ForkedJvm.Result logged = start(ForkedJvm.withAgent(EVERYTHING + ";observe=log"), framework);

        // Newer JDKs warn of what Felix itself does.
        assertThat(idle.err().lines().filter(line -> !line.startsWith("WARNING:")))
                .isEmpty();
        assertThat(idle.lines()).startsWith(plain.toArray(new String[0])).endsWith("stopped");
        assertThat(logged.lines()).isEqualTo(idle.lines());
        assertIsLogged(logged);
    }

    /** JBoss Modules sets a security policy, which newer JDKs refuse. */
    @Test
    @EnabledForJreRange(max = JRE.JAVA_23)
    void aJbossModuleIsWovenAndObserved() throws IOException {
        Path module = Files.createDirectories(folder.resolve("modules/app/main"));
        Jars.jar(module.resolve("app.jar"), new Manifest(), "com/acme/Bystanders.class");
        Files.writeString(module.resolve("module.xml"), """
                <module xmlns="urn:jboss:module:1.9" name="app">
                  <main-class name="com.acme.Bystanders"/>
                  <resources><resource-root path="app.jar"/></resources>
                </module>
                """);

        ForkedJvm.Result idle = startModule(EVERYTHING + ";failfast=true");
        ForkedJvm.Result logged = startModule(EVERYTHING + ";observe=log");

        assertThat(idle.err()).isEmpty();
        assertThat(idle.lines()).isEqualTo(plain);
        assertThat(logged.lines()).isEqualTo(plain);
        assertIsLogged(logged);
    }

    private ForkedJvm.Result startModule(String arguments) {
        List<String> command = new ArrayList<>(List.of(ForkedJvm.tool("java")));
        command.addAll(ForkedJvm.withAgent(arguments).options());
        command.addAll(List.of("-jar", ForkedJvm.locationOf(Module.class).toString()));
        command.addAll(List.of("-mp", folder.resolve("modules").toString(), "app"));
        return ForkedJvm.launch(command, Map.of());
    }
}
