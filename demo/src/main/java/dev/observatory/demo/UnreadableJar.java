package dev.observatory.demo;

import java.io.IOException;
import java.nio.file.Path;

/** A jar that could not be read, with the reason. */
record UnreadableJar(Jar jar, String reason) {

    static UnreadableJar of(Path path, IOException failure) {
        return new UnreadableJar(new Jar(path), failure.toString());
    }
}
