# shellcheck shell=bash
# Sourced by the scripts: runs Maven and shows what it does.

# run_maven NAME MAVEN-ARGUMENT...: runs Maven in the current folder. Shows on stderr what is built, tested and downloaded; if Maven
# fails, all that it printed. NAME stands at the beginning of each line.
run_maven() {
    local name=$1 log status=0
    shift
    log=$(mktemp)
    ./mvnw --batch-mode "$@" 2>&1 | tee "$log" | show_progress "$name" || status=$?
    if [ "$status" -ne 0 ]; then
        grep -v -E '^Progress|Download(ing|ed) from' "$log" >&2 || true
    fi
    rm -f "$log"
    return "$status"
}

# summarize_downloads NAME: passes Maven's output on, with at most one line on stderr every two seconds for all that is downloaded.
summarize_downloads() {
    local line file files=0 last=-2
    while IFS= read -r line; do
        case $line in
            *"Downloading from "* | Progress*) ;;
            *"Downloaded from "*)
                files=$((files + 1))
                if [ $((SECONDS - last)) -ge 2 ]; then
                    file=${line%% (*}
                    echo "$1: downloading (file $files): ${file##*/}" >&2
                    last=$SECONDS
                fi
                ;;
            *) printf '%s\n' "$line" ;;
        esac
    done
}

# show_progress NAME: of Maven's output, one line on stderr for each module and each class of tests, and those for downloads.
show_progress() {
    local line
    summarize_downloads "$1" | while IFS= read -r line; do
        case $line in
            "[INFO] Building "*"["*"]") echo "$1: building ${line#"[INFO] Building "}" >&2 ;;
            "[INFO] Running "*) echo "$1: testing ${line#"[INFO] Running "}" >&2 ;;
        esac
    done
}

# project_version ROOT: the version that the parent POM states.
project_version() {
    sed -n 's#.*<version>\(.*\)</version>.*#\1#p' "$1/pom.xml" | head -n 1
}
