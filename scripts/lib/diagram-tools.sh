# shellcheck shell=bash
# What reads the diagrams that tests draw: Graphviz, and Mermaid's parser on Node.js. Source this, then call
# find_diagram_tools ROOT; it sets DIAGRAM_TOOLS, or prints what is missing and returns 1. Downloads Mermaid's parser once.

find_diagram_tools() {
    local source=$1/core/src/test/diagrams missing
    for missing in dot npm; do
        if ! command -v "$missing" >/dev/null; then
            echo "test: [$missing] is missing; tests that read diagrams are left out" >&2
            return 1
        fi
    done
    DIAGRAM_TOOLS=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/observatory/diagrams-$(cksum <"$source/package-lock.json" | cut -d' ' -f1)
    if [ ! -e "$DIAGRAM_TOOLS/complete" ]; then
        echo "test: downloading Mermaid's parser ..." >&2
        mkdir -p "$DIAGRAM_TOOLS"
        cp "$source/package.json" "$source/package-lock.json" "$DIAGRAM_TOOLS"
        if ! (cd "$DIAGRAM_TOOLS" && npm ci --no-audit --no-fund --loglevel=error >&2); then
            echo "test: Mermaid's parser cannot be downloaded; tests that read diagrams are left out" >&2
            return 1
        fi
        touch "$DIAGRAM_TOOLS/complete"
    fi
    cp "$source/parse-mermaid.mjs" "$DIAGRAM_TOOLS"
}
