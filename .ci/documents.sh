#!/usr/bin/env bash
# Every Word document and every workbook of a folder is opened by LibreOffice, becomes a PDF, and the words that are
# expected stand in it.
#
# usage: documents.sh FOLDER
#
# Beside NAME.docx or NAME.xlsx may lie NAME.words (NAME.docx.words where both are there): a line is a word or a sentence that must be found; spaces and line ends do not count,
# for a page breaks lines where it likes. A first line "pages: 3" or "pages: 2-4" says how many pages there must be.
# Without NAME.words the document must at least have a page with words on it. KEEP=folder keeps the PDFs there.
set -euo pipefail
export LC_ALL=C.UTF-8

folder=${1:?usage: documents.sh FOLDER}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for tool in soffice pdftotext pdfinfo; do
  command -v "$tool" >/dev/null || { echo "$tool is missing: libreoffice-writer-nogui and poppler-utils have them" >&2; exit 2; }
done

shopt -s nullglob
documents=("$folder"/*.docx "$folder"/*.xlsx)
[ ${#documents[@]} -gt 0 ] || { echo "no .docx or .xlsx in $folder" >&2; exit 2; }

# A profile of its own: another soffice that runs at the same time would take the call and lose it. A folder for each
# ending, for a Word document and a workbook may have one name.
for ending in docx xlsx; do
  some=("$folder"/*."$ending")
  [ ${#some[@]} -gt 0 ] || continue
  timeout 600 soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to pdf --outdir "$work/$ending" \
    "${some[@]}" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
done

# Without any space, the full-width one too.
squeezed() { sed 's/　//g' | tr -d '[:space:]'; }

faults=0
fault() { printf '%s: %s\n' "$name" "$1" >&2; faults=$((faults + 1)); }
for document in "${documents[@]}"; do
  name=$(basename "$document")
  ending=${name##*.}
  stem=${name%.*}
  pdf=$work/$ending/$stem.pdf
  words=$folder/$name.words
  [ -f "$words" ] || words=$folder/$stem.words
  if [ ! -s "$pdf" ]; then
    fault 'LibreOffice makes no PDF of it'
    continue
  fi
  pages=$(pdfinfo "$pdf" | sed -n 's/^Pages: *//p')
  pdftotext -layout "$pdf" "$work/$name.txt"
  pdftotext -raw "$pdf" "$work/$name.raw"
  # In a table with broken lines one of the two orders keeps a cell's words together.
  cat "$work/$name.txt" "$work/$name.raw" | squeezed >"$work/$name.found"
  [ -s "$work/$name.found" ] || fault 'no words in it'
  if [ -f "$words" ]; then
    while IFS= read -r line || [ -n "$line" ]; do
      case $line in
        '') ;;
        'pages: '*)
          range=${line#pages: }
          if [ "$pages" -lt "${range%-*}" ] || [ "$pages" -gt "${range#*-}" ]; then
            fault "$pages pages, expected $range"
          fi
          ;;
        *)
          printf '%s' "$line" | squeezed >"$work/word"
          grep -qFf "$work/word" "$work/$name.found" || fault "not in it: $line"
          ;;
      esac
    done <"$words"
  fi
  [ -z "${KEEP:-}" ] || { mkdir -p "$KEEP"; cp "$pdf" "$KEEP/$name.pdf"; }
  printf '%s: %s pages\n' "$name" "$pages"
done
[ "$faults" = 0 ] || { echo "$faults faults" >&2; exit 1; }
