# Sourced by the scripts: finds the JDK that they build and run with.

# require_jdk RELEASE: sets JAVA to the java command of JAVA_HOME, or else to the one on PATH.
# Ends the script with one line on stderr and code 2 if there is none, or it is older than RELEASE.
require_jdk() {
    local least=$1 found version release
    if [ -n "${JAVA_HOME:-}" ]; then
        JAVA=$JAVA_HOME/bin/java
        if [ ! -x "$JAVA" ]; then
            jdk_missing "JAVA_HOME [$JAVA_HOME] has no bin/java; set it to a JDK $least or newer"
        fi
    elif ! JAVA=$(command -v java); then
        jdk_missing "No Java found; install JDK $least or newer and set JAVA_HOME or PATH to it"
    fi

    # Other lines may stand before the version, such as [Picked up JAVA_TOOL_OPTIONS: ...].
    found=$("$JAVA" -version 2>&1) || true
    if ! [[ $found =~ version\ \"([^\"]+)\" ]]; then
        jdk_missing "[$JAVA] does not tell its version; set JAVA_HOME to a JDK $least or newer"
    fi
    version=${BASH_REMATCH[1]}
    # 1.8.0_292 is release 8; 17.0.15, 22-ea and 25 are what they say.
    release=${version#1.}
    release=${release%%[!0-9]*}
    if ! [[ $release =~ ^[0-9]+$ ]] || [ "$release" -lt "$least" ]; then
        jdk_missing "Java [$version] at [$JAVA] is too old; set JAVA_HOME to a JDK $least or newer"
    fi
    if [[ $("$JAVA" --list-modules 2>/dev/null) != *jdk.compiler@* ]]; then
        jdk_missing "Java [$version] at [$JAVA] has no compiler; set JAVA_HOME to a JDK, not a JRE"
    fi
}

jdk_missing() {
    printf '%s\n' "$1" >&2
    exit 2
}
