package com.acme;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** Starts a program whose libraries no file contains, as launchers of programs that are one jar do. */
public final class NestedJars extends ClassLoader {
    private final JarFile library;
    private final ProtectionDomain domain;

    private NestedJars(JarFile library) throws IOException {
        super(null);
        this.library = library;
        URL location = new URL("jar", "", -1, "nested:/program.jar!/lib/agent.jar!/", new Handler());
        this.domain = new ProtectionDomain(new CodeSource(location, (Certificate[]) null), null);
    }

    public static void main(String[] args) throws Exception {
        ClassLoader loader = new NestedJars(new JarFile(args[0]));
        loader.loadClass(args[1]).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        String prefix = ProcessHandle.current().pid() + ".agent";
        Path folder = Path.of(
                "/tmp", "observatory-" + Files.getOwner(Path.of("/proc/self")).getName());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path copy : files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .toList()) {
                System.out.println(copy);
                System.out.println(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
            }
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = name.startsWith("com.acme.") ? ofProgram(file) : ofLibrary(file)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length, domain);
        } catch (IOException failure) {
            throw new ClassNotFoundException(name, failure);
        }
    }

    private static InputStream ofProgram(String file) {
        return NestedJars.class.getClassLoader().getResourceAsStream(file);
    }

    private InputStream ofLibrary(String file) throws IOException {
        JarEntry entry = library.getJarEntry(file);
        return entry == null ? null : library.getInputStream(entry);
    }

    /** Opens the jar in the jar, which no other handler could. */
    private final class Handler extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            return new JarURLConnection(new URL("jar", "", -1, "file:/program.jar!/lib/agent.jar!/", this)) {
                @Override
                public JarFile getJarFile() {
                    return library;
                }

                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(new byte[0]);
                }
            };
        }
    }
}
