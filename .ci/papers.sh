#!/usr/bin/env bash
# What leaves the house, opened by the programs of those who get it: every Word document and workbook by LibreOffice, every
# page by Chromium. usage: papers.sh DUBAN; KEEP=folder keeps what was made.
set -euo pipefail
cd "$(dirname "$0")/.."

duban=$(realpath "${1:?papers.sh DUBAN}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$duban" demo --keep "$work/demo.db" >/dev/null
on() { "$duban" --db "$work/demo.db" --today 2022-02-28 --as wangmin "$@" >/dev/null; }
# The words that must be found: of the document, and of the record that it is made from.
expect() { printf '%s\n' "${@:2}" >"$work/$1.words"; }

asked=(--number 第8期 --to 市直各有关部门 --sign 市健康办)
parts=('一、总体情况' '二、本周办结和进展' '三、逾期' '四、即将到期' '五、延期、调整和催办' '六、零反馈部门' '七、部门办理情况' '八、指标' '附件2')
for format in docx xlsx html; do
  on export weekly --week 2022-W08 "${asked[@]}" --format "$format" -o "$work/week.$format"
  on export weekly --quarter 2021-Q4 --plan anshan-2018 --format "$format" -o "$work/quarter.$format"
  on export checklist --plan liaocheng-2018 --format "$format" -o "$work/checklist.$format"
done
on export scorecard --since 2022-01-01 --format docx -o "$work/scorecard.docx"
on export scorecard --since 2022-01-01 --format xlsx -o "$work/scorecard.xlsx"
on export tasks --overdue --format xlsx -o "$work/tasks.xlsx"
on export workbook --department 市体育局 -o "$work/workbook.xlsx"
on export sheets --folder "$work/sheets" --plan zhenan-2021
cp "$(ls "$work"/sheets/*.docx | head -n 1)" "$work/sheet.docx"
expect scorecard.docx 考核 按时办结率 扣分 得分
expect scorecard.xlsx 考核 得分
expect tasks.xlsx 逾期 牵头
expect workbook.xlsx 完成百分比 存在问题 下一步
expect sheet.docx 任务 最后期限
expect week.docx 'pages: 10-200' 2022年第8周督办周报 第8期 市直各有关部门 市健康办 "${parts[@]}"
expect week.xlsx 总体情况 逾期事项 临期事项 各单位办理情况 办理进度
expect quarter.docx 2021年第4季度督办季报 '二、本季度办结和进展' 上季度
expect checklist.docx 责任清单 完成时限（原文） 最后期限 最新进展
expect checklist.xlsx 责任清单 牵头单位 最新进展

.ci/documents.sh "$work"
for page in week quarter checklist; do
  .ci/page.sh "$work/$page.html"
done
[ -z "${KEEP:-}" ] || { mkdir -p "$KEEP"; cp -r "$work"/. "$KEEP/"; }
