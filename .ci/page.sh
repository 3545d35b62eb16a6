#!/usr/bin/env bash
# A page as a browser shows and prints it: page.sh FILE.html [FOLDER]. Leaves FOLDER/page.png and FOLDER/page.pdf (without
# a folder they are thrown away), and fails where the browser complains about the page or the paper is not A4.
# Needs Chromium and poppler-utils. DUBAN_PAGE_WIDTH is the width of the window, in pixels (1000 unless told).
set -euo pipefail

file=$(realpath "${1:?page.sh FILE.html [FOLDER]}")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
folder=$(realpath -m "${2:-$scratch/out}")
mkdir -p "$folder"

browser=''
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then browser=$name; break; fi
done
[ -n "$browser" ] || { echo 'page.sh: no Chromium' >&2; exit 1; }

browse() {
  # A profile of its own for each run. What the browser logs is kept, for the page's complaints are among it.
  timeout 120 "$browser" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync --hide-scrollbars \
    --enable-logging=stderr --log-level=0 --user-data-dir="$(mktemp -d "$scratch/profile.XXXX")" \
    "$@" "file://$file" >>"$scratch/log" 2>&1 || { cat "$scratch/log" >&2; exit 1; }
}

rm -f "$folder/page.png" "$folder/page.pdf"
browse --window-size="${DUBAN_PAGE_WIDTH:-1000},1400" --screenshot="$folder/page.png"
browse --no-pdf-header-footer --print-to-pdf="$folder/page.pdf"

failed=0
# The page has no script: whatever reaches the console is a refusal or a mistake.
if grep 'CONSOLE' "$scratch/log"; then
  echo 'page.sh: the browser complains about the page' >&2
  failed=1
fi
[ -s "$folder/page.png" ] || { echo 'page.sh: no screenshot' >&2; failed=1; }
sizes=$(pdfinfo -f 1 -l 9999 "$folder/page.pdf" | grep -E '^Page +[0-9]+ size:') || sizes=''
# 210 x 297 mm is 595.3 x 841.9 points; browsers round to the pixel.
printf '%s\n' "$sizes" | awk '
  NF { w = $4; h = $6; if (w > h) { t = w; w = h; h = t; wide++ }; pages++
       if (w < 594 || w > 596.5 || h < 841 || h > 843) { print "page.sh: not A4: " $0; bad = 1 } }
  END { if (!pages) { print "page.sh: no pages"; bad = 1 }
        printf "%d pages of A4, %d of them landscape\n", pages, wide; exit bad }' || failed=1
exit "$failed"
