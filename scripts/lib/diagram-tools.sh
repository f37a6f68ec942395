# shellcheck shell=bash
# What reads the diagrams that tests draw: Graphviz, and Mermaid's parser on Node. Source this, then call
# install_diagram_tools ROOT; it installs what is missing and sets DIAGRAM_TOOLS.

install_diagram_tools() {
    local source=$1/core/src/test/diagrams
    if ! command -v dot >/dev/null; then
        echo "test: installing Graphviz ..." >&2
        as_root apt-get update -qq >&2
        as_root apt-get install -y -qq --no-install-recommends graphviz >&2
    fi
    if ! command -v npm >/dev/null; then
        echo "test: installing Node and npm ..." >&2
        as_root apt-get update -qq >&2
        as_root apt-get install -y -qq --no-install-recommends nodejs npm >&2
    fi
    DIAGRAM_TOOLS=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/observatory/diagrams-$(cksum <"$source/package-lock.json" | cut -d' ' -f1)
    if [ ! -e "$DIAGRAM_TOOLS/complete" ]; then
        echo "test: installing Mermaid's parser ..." >&2
        mkdir -p "$DIAGRAM_TOOLS"
        cp "$source/package.json" "$source/package-lock.json" "$DIAGRAM_TOOLS"
        (cd "$DIAGRAM_TOOLS" && npm ci --no-audit --no-fund --loglevel=error >&2)
        touch "$DIAGRAM_TOOLS/complete"
    fi
    cp "$source/parse-mermaid.mjs" "$DIAGRAM_TOOLS"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo DEBIAN_FRONTEND=noninteractive "$@"
    fi
}
