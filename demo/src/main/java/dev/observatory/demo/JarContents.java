package dev.observatory.demo;

import java.util.List;

/**
 * The contents of one jar.
 *
 * @param jar the jar
 * @param classes its classes, in the order of the jar
 * @param variants the number of classes under {@code META-INF/versions}
 * @param modules the number of module descriptors
 * @param unparsable the number of class files that could not be parsed
 */
record JarContents(Jar jar, List<ClassSummary> classes, int variants, int modules, int unparsable) {}
