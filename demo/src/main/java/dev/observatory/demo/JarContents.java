package dev.observatory.demo;

import java.util.List;

/**
 * What was found in one jar.
 *
 * @param jar the jar
 * @param classes its classes, in the order of the jar
 * @param variants how many classes it has under {@code META-INF/versions}
 * @param modules how many module descriptors it has
 * @param unparsable how many class files could not be parsed
 */
record JarContents(Jar jar, List<ClassSummary> classes, int variants, int modules, int unparsable) {}
