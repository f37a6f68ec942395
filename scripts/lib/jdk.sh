# Sourced by the scripts: finds the JDK that they build and run with.

# require_jdk RELEASE: sets JAVA to the java command of JAVA_HOME, or else to the one on PATH.
# Ends the script with one line on stderr and code 2 if there is none, or it is older than RELEASE.
require_jdk() {
    local least=$1 version release
    if [ -n "${JAVA_HOME:-}" ]; then
        JAVA=$JAVA_HOME/bin/java
        if [ ! -x "$JAVA" ]; then
            jdk_missing "JAVA_HOME [$JAVA_HOME] has no bin/java; set it to a JDK $least or newer"
        fi
    elif ! JAVA=$(command -v java); then
        jdk_missing "No Java found; install JDK $least or newer and set JAVA_HOME or PATH to it"
    fi

    version=$(java_version "$JAVA")
    if [ -z "$version" ]; then
        jdk_missing "[$JAVA] does not tell its version; set JAVA_HOME to a JDK $least or newer"
    fi
    release=$(java_release "$version")
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

# java_version JAVA: what the java command says its version is; nothing if it says nothing.
java_version() {
    local found
    # Other lines may stand before the version, such as [Picked up JAVA_TOOL_OPTIONS: ...].
    found=$("$1" -version 2>&1) || true
    if [[ $found =~ version\ \"([^\"]+)\" ]]; then
        echo "${BASH_REMATCH[1]}"
    fi
}

# java_release VERSION: 1.8.0_292 is release 8; 17.0.15, 22-ea and 25 are what they say.
java_release() {
    local release=${1#1.}
    echo "${release%%[!0-9]*}"
}

# installed_jdk LEAST [MOST]: the home of a JDK of such a release in one of the usual folders; nothing if there is none.
installed_jdk() {
    local least=$1 most=${2:-9999} home named release
    named=JDK_${least}_HOME
    for home in "${!named:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*; do
        if [ -x "$home/bin/javac" ]; then
            release=$(java_release "$(java_version "$home/bin/java")")
            if [[ $release =~ ^[0-9]+$ ]] && [ "$release" -ge "$least" ] && [ "$release" -le "$most" ]; then
                echo "$home"
                return
            fi
        fi
    done
}
